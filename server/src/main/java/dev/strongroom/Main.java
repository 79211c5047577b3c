package dev.strongroom;

import dev.strongroom.cli.Cli;
import dev.strongroom.cli.Console;
import dev.strongroom.cli.LogLines;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// Starts the command line.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    LogLines.toStandardError();
    Path home = Path.of(System.getProperty("strongroom.home", "."));
    Console console =
        new Console(
            System.out,
            System.err,
            name -> Optional.ofNullable(System.getenv(name)),
            home.toAbsolutePath().normalize(),
            InstantSource.system(),
            new SecureRandom());
    int code = new Cli(console).run(arguments);
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }
}
