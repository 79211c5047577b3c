package dev.strongroom.people;

import dev.strongroom.trust.SecretBytes;

/// A new session with the only copies of its cookie and of the browser's own.
public record StartedSession(Session session, SecretBytes cookie, String device) {}
