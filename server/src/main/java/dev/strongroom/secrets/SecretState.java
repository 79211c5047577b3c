package dev.strongroom.secrets;

/// What a name stands for in a vault.
public sealed interface SecretState {
  record Absent() implements SecretState {}

  record Live(SecretProperties latest) implements SecretState {}

  record Deleted(DeletedSecret secret) implements SecretState {}

  /// Its purge has begun and has not ended: nothing reads it or brings it back, and its name is not
  /// free yet.
  record Purging() implements SecretState {}
}
