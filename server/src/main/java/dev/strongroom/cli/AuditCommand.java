package dev.strongroom.cli;

import dev.strongroom.audit.AuditReader;
import dev.strongroom.audit.AuditTail;
import dev.strongroom.audit.AuditVerification;
import dev.strongroom.audit.AuditVerification.Verdict;
import dev.strongroom.trust.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom audit`: shows the log and proves it, from its folder alone; the server may run or
/// not.
final class AuditCommand implements Command {
  private static final int LINES = 20;
  private final Console console;

  AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage().description("Shows the audit log (tail) or proves it (verify).");
    spec.addSubcommand("tail", tail());
    spec.addSubcommand("verify", verify());
    return spec;
  }

  private static CommandSpec tail() {
    CommandSpec spec =
        CommandSpec.create().mixinStandardHelpOptions(true).addOption(EnvCommand.dataOption());
    spec.addOption(
        OptionSpec.builder("-n")
            .paramLabel("N")
            .type(Integer.class)
            .description("How many records (default 20).")
            .build());
    spec.addOption(OptionSpec.builder("-f", "--follow").description("Wait for more.").build());
    spec.usageMessage().description("Prints the last records, one JSON object a line.");
    return spec;
  }

  private static CommandSpec verify() {
    CommandSpec spec =
        CommandSpec.create().mixinStandardHelpOptions(true).addOption(EnvCommand.dataOption());
    spec.addOption(
        file(
            "--checkpoint",
            "An older checkpoint that was kept elsewhere; proves that the log only grew since."));
    spec.addOption(
        file(
            "--public-key",
            "The log's public key that was kept elsewhere (default: the one in the folder)."));
    spec.usageMessage()
        .description(
            "Reads and hashes every record again and checks every signed checkpoint; exits 1 when anything is wrong.");
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
    if (!given.hasSubcommand()) {
      throw new Failure("Say what to do: strongroom audit tail, or strongroom audit verify.");
    }
    ParseResult chosen = given.subcommand();
    Path data =
        DevFolder.chosen(
                Optional.<Path>ofNullable(chosen.matchedOptionValue("--data", null)), console)
            .path();
    Path folder = data.resolve("audit");
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          "There is no audit log in " + data + ".", "Name the data folder with --data DIR.");
    }
    return chosen.commandSpec().name().equals("tail")
        ? tail(chosen, folder)
        : verify(chosen, folder);
  }

  private int tail(ParseResult given, Path folder) throws InterruptedException {
    long next = 0;
    for (AuditReader.Entry entry : AuditTail.last(folder, given.matchedOptionValue("-n", LINES))) {
      console.say(entry.text());
      next = entry.index() + 1;
    }
    if (given.hasMatchedOption("-f")) {
      AuditTail.follow(folder, next, entry -> console.say(entry.text()));
    }
    return Console.OK;
  }

  private int verify(ParseResult given, Path folder) throws Failure, IOException {
    Path keyFile = given.matchedOptionValue("--public-key", folder.resolve("public-key"));
    NoteVerifier key =
        NoteVerifier.parse(Files.readString(keyFile).strip())
            .orElseThrow(() -> new Failure(keyFile + " is not the public key of an audit log."));
    Optional<Path> older = Optional.ofNullable(given.matchedOptionValue("--checkpoint", null));
    Optional<String> note =
        older.isPresent() ? Optional.of(Files.readString(older.get())) : Optional.empty();
    return switch (AuditVerification.verify(folder, key, note)) {
      case Verdict.Proved proved -> {
        console.say(
            "The log holds: "
                + proved.records()
                + " records, "
                + proved.checkpoints()
                + " signed checkpoints fit.");
        console.say(
            "The last checkpoint covers "
                + proved.covered()
                + " records under the root "
                + proved.root()
                + ".");
        proved
            .older()
            .ifPresent(size ->
                console.say(
                    "It begins with the " + size + " records of the older checkpoint, unchanged."));
        proved.unfinished().ifPresent(what -> console.say("Behind the last whole record: " + what));
        yield Console.OK;
      }
      case Verdict.Broken broken -> {
        console.complain("The log does NOT hold: " + broken.what());
        broken.segment().ifPresent(segment -> console.complain("  in segment " + segment));
        broken.record().ifPresent(record -> console.complain("  from record " + record + " on"));
        yield Console.FAILED;
      }
    };
  }
}
