package dev.strongroom.secrets;

/// What a name stands for in a vault.
public sealed interface SecretState {
  record Absent() implements SecretState {}

  record Live(SecretProperties latest) implements SecretState {}

  record Deleted(DeletedSecret secret) implements SecretState {}
}
