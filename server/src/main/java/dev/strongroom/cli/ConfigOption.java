package dev.strongroom.cli;

import dev.strongroom.Config;
import dev.strongroom.Config.Issuer;
import dev.strongroom.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `--config FILE` of the production commands: the file, and what production refuses.
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

  static Config read(ParseResult given) throws Failure, IOException {
    Config config = readFile(given);
    refuseUnsafe(config, given.hasMatchedOption(ACCEPT_FILE_SEAL));
    return config;
  }

  /// As [#read], safe or not.
  static Config readFile(ParseResult given) throws Failure {
    return readFile(given, "--config");
  }

  static Config readFile(ParseResult given, String option) throws Failure {
    return parsed(given.matchedOptionValue(option, Path.of("")), ConfigReader::read);
  }

  /// A file with the mapping `seal` alone.
  static Config.SealChoice readSeal(Path file, Path data) throws Failure {
    return parsed(file, text -> ConfigReader.readSeal(text, data));
  }

  /// A file with the list `issuers` alone, for a server that is configured otherwise.
  static List<Issuer> readIssuers(Path file, Config server) throws Failure {
    return parsed(file, text -> ConfigReader.readIssuers(text, server.tenant(), server.clouds()));
  }

  private interface Parsing<T> {
    T of(String text) throws ConfigReader.Mistakes;
  }

  private static <T> T parsed(Path file, Parsing<T> parsing) throws Failure {
    try {
      return parsing.of(Files.readString(file));
    } catch (IOException unreadable) {
      throw new Failure("Cannot read the configuration file " + file + ".");
    } catch (ConfigReader.Mistakes wrong) {
      List<String> lines = new ArrayList<>();
      lines.add(file + " has " + wrong.mistakes().size() + " mistake(s):");
      wrong.mistakes().forEach(mistake -> lines.add("  " + mistake));
      throw new Failure(lines.toArray(String[]::new));
    }
  }

  /// @param take trusts other issuers from now on
  static ConfigWatch watch(ParseResult given, Config running, Consumer<List<Issuer>> take) {
    Path file = given.matchedOptionValue("--config", Path.of(""));
    return new ConfigWatch(file, () -> readFile(given), running, take);
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
}
