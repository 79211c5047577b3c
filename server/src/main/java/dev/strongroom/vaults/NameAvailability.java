package dev.strongroom.vaults;

/// The answer to `checkNameAvailability`.
public sealed interface NameAvailability {
  record Free() implements NameAvailability {}

  record Invalid(String message) implements NameAvailability {}

  record Taken(String message) implements NameAvailability {}
}
