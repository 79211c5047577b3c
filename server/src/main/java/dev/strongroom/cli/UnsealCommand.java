package dev.strongroom.cli;

import dev.strongroom.Config;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.trust.OperatorIdentity;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom unseal`: what an operator of a shared seal does at each start of a server. The share
/// is decrypted here, on the operator's machine, and goes to the server over its own socket or TLS.
final class UnsealCommand implements Command {
  private static final SecretBytes NOTHING = SecretBytes.utf8("");
  private static final int INPUT_BYTES_MAX = 4096;
  private final Console console;

  UnsealCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.addOption(file("--config", "The server's configuration, to find its socket."));
    spec.addOption(file("--socket", "The server's socket for shares."));
    spec.addOption(
        OptionSpec.builder("--url")
            .paramLabel("URL")
            .type(String.class)
            .description("The portal's host, as https://portal.corp.example (unseal-over-tls).")
            .build());
    spec.addOption(file("--ca", "Whom to trust with --url, as PEM (default: the system's)."));
    spec.addOption(
        file(
            "--identity",
            "Your private key: age's, or RSA as PKCS#8 PEM. Without it the share is read from"
                + " standard input."));
    spec.addOption(OptionSpec.builder("--status").description("Only says how far it is.").build());
    spec.addOption(
        OptionSpec.builder("--forget").description("Wipes the shares given so far.").build());
    spec.addOption(
        OptionSpec.builder("--export")
            .paramLabel("NAME")
            .type(String.class)
            .description("Writes the encrypted share of an operator to standard output.")
            .build());
    spec.usageMessage()
        .description("Gives your share to a sealed server, which opens when it has enough.");
    return spec;
  }

  private static OptionSpec file(String name, String description) {
    return OptionSpec.builder(name)
        .paramLabel("FILE")
        .type(Path.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult given) throws Exception {
    UnsealDoor door = door(given);
    if (given.hasMatchedOption("--forget")) {
      return say(checked(door.send("DELETE", NOTHING)));
    }
    JsonValue now = checked(door.send("GET", NOTHING));
    if (given.hasMatchedOption("--status")) {
      return say(now);
    }
    Optional<String> export = Optional.ofNullable(given.matchedOptionValue("--export", null));
    if (export.isPresent()) {
      return export(now, export.get());
    }
    Optional<Path> identity = Optional.ofNullable(given.matchedOptionValue("--identity", null));
    SecretBytes share = identity.isPresent() ? decrypted(now, identity.get()) : input();
    return say(checked(door.send("POST", share)));
  }

  private static UnsealDoor door(ParseResult given) throws Failure {
    Optional<Path> socket = Optional.ofNullable(given.matchedOptionValue("--socket", null));
    Optional<String> url = Optional.ofNullable(given.matchedOptionValue("--url", null));
    Optional<Path> ca = Optional.ofNullable(given.matchedOptionValue("--ca", null));
    boolean config = given.hasMatchedOption("--config");
    if ((socket.isPresent() ? 1 : 0) + (url.isPresent() ? 1 : 0) + (config ? 1 : 0) != 1) {
      throw new Failure("Say where the server is: one of --config, --socket, --url.");
    }
    if (url.isPresent()) {
      if (!url.get().startsWith("https://")) {
        throw new Failure("--url must begin with https://, because a share travels on it.");
      }
      return new UnsealDoor.Tls(URI.create(url.get()), ca);
    }
    if (socket.isPresent()) {
      return new UnsealDoor.Socket(socket.get());
    }
    if (ConfigOption.readFile(given).seal() instanceof Config.SealChoice.Operators shared) {
      return new UnsealDoor.Socket(shared.socket());
    }
    throw new Failure("The seal of that configuration is not shared among operators.");
  }

  private static JsonValue checked(UnsealDoor.Answer answer) throws Failure {
    JsonValue body = Json.parse(answer.body());
    if (answer.status() == 200) {
      return body;
    }
    String message =
        body.member("error")
            .flatMap(error -> error.text("message"))
            .orElse("The server answered " + answer.status() + ".");
    throw new Failure(message);
  }

  private int say(JsonValue now) {
    int given = now.items("given").size();
    String needed = now.number("needed").map(Object::toString).orElse("?");
    console.say(
        given
            + " of "
            + needed
            + " shares are given"
            + (now.text("state").filter("opening"::equals).isPresent()
                ? "; the server is opening."
                : "."));
    return Console.OK;
  }

  /// Tries each share that the key could be for: an encrypted share does not say whose it is.
  private SecretBytes decrypted(JsonValue now, Path file) throws Failure, IOException {
    try (SecretBytes content = SecretBytes.owning(Files.readAllBytes(file));
        OperatorIdentity identity =
            OperatorIdentity.parse(content)
                .orElseThrow(() ->
                    new Failure(
                        file + " holds neither an age key nor an RSA key as PKCS#8 PEM.",
                        "openssl pkcs8 -topk8 -nocrypt makes one of another PEM."))) {
      Providers providers = Providers.jdkOnly();
      for (JsonValue operator : now.items("operators")) {
        byte[] share = share(operator);
        if (operator.text("format").filter(identity.format()::equals).isPresent()) {
          try {
            return identity.decrypt(share, providers, console.random());
          } catch (Tampered somebodyElses) {
            continue;
          }
        }
      }
      throw new Failure("None of this seal's shares is encrypted to that key.");
    }
  }

  private static byte[] share(JsonValue operator) {
    return Base64.getDecoder().decode(operator.text("share").orElse(""));
  }

  private int export(JsonValue now, String name) throws Failure, IOException {
    JsonValue operator =
        now.items("operators").stream()
            .filter(one -> one.text("name").filter(name::equals).isPresent())
            .findFirst()
            .orElseThrow(() -> new Failure("This seal has no operator " + name + "."));
    OutputStream out = console.out();
    out.write(share(operator));
    out.flush();
    return Console.OK;
  }

  private static SecretBytes input() throws IOException, Failure {
    java.io.Console terminal = System.console();
    if (terminal != null && terminal.isTerminal()) {
      return SealOf.asked("Share: ", "The share", "Give a key with --identity.");
    }
    byte[] read = System.in.readNBytes(INPUT_BYTES_MAX);
    if (read.length == 0) {
      throw new Failure("There is no share on standard input.", "Give a key with --identity.");
    }
    return SecretBytes.owning(read);
  }
}
