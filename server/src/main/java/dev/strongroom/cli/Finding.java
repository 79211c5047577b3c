package dev.strongroom.cli;

import java.util.Optional;

/// What one check of `strongroom doctor` found; `remedy` says what to do about a fault.
record Finding(String about, String found, Optional<String> remedy) {
  static Finding good(String about, String found) {
    return new Finding(about, found, Optional.empty());
  }

  static Finding fault(String about, String found, String remedy) {
    return new Finding(about, found, Optional.of(remedy));
  }
}
