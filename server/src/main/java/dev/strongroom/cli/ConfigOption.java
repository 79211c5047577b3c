package dev.strongroom.cli;

import dev.strongroom.Config;
import dev.strongroom.ConfigReader;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.PassphraseSeal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SecretBytes;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `--config FILE` of the production commands: the file, what production refuses, and the seal that
/// it names.
final class ConfigOption {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
  static final String ACCEPT_FILE_SEAL = "--i-accept-file-seal";

  private ConfigOption() {}

  static List<OptionSpec> options() {
    return List.of(
        OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(Path.class)
            .required(true)
            .description("The configuration file; docs/operations.md describes it.")
            .build(),
        OptionSpec.builder(ACCEPT_FILE_SEAL)
            .description("Start although the root key lies in a file on this machine.")
            .build());
  }

  static Config read(ParseResult given) throws Failure {
    Path file = given.matchedOptionValue("--config", Path.of(""));
    try {
      Config config = ConfigReader.read(Files.readString(file));
      refuseUnsafe(config, given.hasMatchedOption(ACCEPT_FILE_SEAL));
      return config;
    } catch (IOException unreadable) {
      throw new Failure("Cannot read the configuration file " + file + ".");
    } catch (ConfigReader.Mistakes wrong) {
      List<String> lines = new ArrayList<>();
      lines.add(file + " has " + wrong.mistakes().size() + " mistake(s):");
      wrong.mistakes().forEach(mistake -> lines.add("  " + mistake));
      throw new Failure(lines.toArray(String[]::new));
    }
  }

  private static void refuseUnsafe(Config config, boolean acceptFileSeal)
      throws Failure, IOException {
    if (config.seal() instanceof Config.SealChoice.InFile && !acceptFileSeal) {
      throw new Failure(
          "seal.type is `file`: whoever gets this disk gets every secret.",
          "Use `passphrase`, or say " + ACCEPT_FILE_SEAL + " if that is what you want.");
    }
    if (Files.isDirectory(config.data())
        && Files.getPosixFilePermissions(config.data()).stream().anyMatch(OTHERS::contains)) {
      throw new Failure(
          "The data folder " + config.data() + " is open to every user of this machine.",
          "chmod 700 " + config.data());
    }
  }

  static Seal seal(Config config, Providers providers) throws Failure, IOException {
    return switch (config.seal()) {
      case Config.SealChoice.InFile(Path file) -> new FileSeal(file, providers);
      case Config.SealChoice.Passphrase(Path file, Optional<Path> from) ->
          new PassphraseSeal(file, passphrase(from), Argon2Cost.ROOT, providers);
    };
  }

  private static SecretBytes passphrase(Optional<Path> from) throws Failure, IOException {
    if (from.isPresent()) {
      byte[] bytes = Files.readAllBytes(from.get());
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length -= 1;
      }
      SecretBytes passphrase = SecretBytes.owning(Arrays.copyOf(bytes, length));
      Arrays.fill(bytes, (byte) 0);
      return passphrase;
    }
    Console terminal = System.console();
    if (terminal == null || !terminal.isTerminal()) {
      throw new Failure(
          "The seal's passphrase is needed, and there is no terminal to ask on.",
          "Name a file in seal.passphrase-file (as a service manager's credential).");
    }
    char[] typed = terminal.readPassword("Passphrase of the seal: ");
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
    byte[] bytes = new byte[utf8.remaining()];
    utf8.get(bytes);
    Arrays.fill(typed, '\0');
    Arrays.fill(utf8.array(), (byte) 0);
    return SecretBytes.owning(bytes);
  }
}
