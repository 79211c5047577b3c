package dev.strongroom.keys;

/// What was done with a key, and with which version.
public record Used<R>(KeyProperties key, R result) {}
