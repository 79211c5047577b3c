package dev.strongroom.identity;

import dev.strongroom.model.AppId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;

/// A token on its way to the client.
public record IssuedToken(
    SecretBytes token, AppId client, String resource, Instant issued, Instant expires) {}
