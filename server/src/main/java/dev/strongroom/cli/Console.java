package dev.strongroom.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// What a command sees of the world: two streams, the environment, the folder the launcher stands
/// in, time and chance.
public record Console(
    PrintStream out,
    PrintStream err,
    Function<String, Optional<String>> environment,
    Path home,
    InstantSource clock,
    SecureRandom random) {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  /// `EX_CONFIG`: starting it again without having changed something does harm.
  static final int NOT_AGAIN = 78;

  void say(String text) {
    out.println(text);
  }

  void complain(String text) {
    err.println(text);
  }
}
