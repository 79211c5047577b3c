package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.store.RootHistory;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom seal`: changes what the root key lies under, while no server runs.
final class SealCommand implements Command {
  private final Console console;

  SealCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Changes the root key or what it lies under (migrate, rotate, node, destroy).");
    spec.addSubcommand(
        "migrate",
        sub("Makes a new root key under another seal and brings every key under it.")
            .addOption(to())
            .addOption(
                OptionSpec.builder("--strand-hsm-keys")
                    .description(
                        "Leaves keys of type *-HSM in the old seal's HSM, where nobody uses them.")
                    .build()));
    spec.addSubcommand(
        "rotate", sub("Makes a new root key under the same seal and brings every key under it."));
    spec.addSubcommand(
        "node",
        sub("Brings this node's audit key along, after the root key was changed on another node.")
            .addOption(to()));
    spec.addSubcommand(
        "destroy",
        sub("Ends an old root key for good; backups that it wrapped are lost.")
            .addPositional(
                PositionalParamSpec.builder()
                    .paramLabel("ID")
                    .type(String.class)
                    .required(true)
                    .description("The id that migrate or rotate printed.")
                    .build()));
    return spec;
  }

  private static CommandSpec sub(String description) {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    ConfigOption.options().forEach(spec::addOption);
    spec.usageMessage().description(description);
    return spec;
  }

  private static OptionSpec to() {
    return OptionSpec.builder("--to")
        .paramLabel("FILE")
        .type(Path.class)
        .description("The configuration with the new seal, and nothing else changed.")
        .build();
  }

  @Override
  public int run(ParseResult given) throws Exception {
    if (!given.hasSubcommand()) {
      throw new Failure("Say what to do: strongroom seal migrate, rotate, node or destroy.");
    }
    ParseResult chosen = given.subcommand();
    Config config = ConfigOption.readFile(chosen);
    return switch (chosen.commandSpec().name()) {
      case "migrate" -> migrate(config, chosen);
      case "rotate" -> rotate(config);
      case "node" -> node(config, chosen);
      default -> destroy(config, chosen.matchedPositionalValue(0, ""));
    };
  }

  private int migrate(Config config, ParseResult given) throws Exception {
    if (!given.hasMatchedOption("--to")) {
      throw new Failure("Name the configuration with the new seal: --to FILE.");
    }
    Config next = next(config, given);
    Seals seals = seals(config, next);
    if (seals.from().place().equals(seals.to().place())) {
      throw new Failure(
          "Both configurations name the same seal.", "For a new root key: strongroom seal rotate");
    }
    boolean strand = given.hasMatchedOption("--strand-hsm-keys");
    SealChange.Outcome outcome = ServerRun.doing(() -> change(config, next, seals, strand).run());
    say(outcome);
    console.say(seals.to().notice());
    console.say("From now on only the new configuration starts this server.");
    return Console.OK;
  }

  private int rotate(Config config) throws Exception {
    Seal seal = new SealOf(console, providers()).seal(config.seal());
    say(ServerRun.doing(() -> change(config, config, new Seals(seal, seal)).run()));
    return Console.OK;
  }

  private int node(Config config, ParseResult given) throws Exception {
    Config next = given.hasMatchedOption("--to") ? next(config, given) : config;
    SealChange change = change(config, next, seals(config, next));
    ServerRun.doing(() -> {
      change.bringNode(change.history());
      return true;
    });
    console.say("This node's audit key is under the database's root key.");
    return Console.OK;
  }

  private int destroy(Config config, String id) throws Exception {
    Seal seal = new SealOf(console, providers()).seal(config.seal());
    RootHistory history =
        ServerRun.saying(() -> change(config, config, new Seals(seal, seal)).history());
    if (history.current().filter(id::equals).isPresent()) {
      throw new Failure("The database is under the root key " + id + " now; it is not destroyed.");
    }
    if (!history.earlier().contains(id)) {
      throw new Failure(
          "This database was never under a root key " + id + ".",
          "Those before: " + String.join(", ", history.earlier()));
    }
    ServerRun.saying(() -> {
      seal.destroy(console.random(), id);
      return true;
    });
    console.say("There is no root key " + id + " under " + seal.place() + " any more.");
    return Console.OK;
  }

  private record Seals(Seal from, Seal to) {}

  private Seals seals(Config config, Config next) throws Failure, IOException {
    boolean oneModule =
        config.seal() instanceof Config.SealChoice.InHsm one
            && next.seal() instanceof Config.SealChoice.InHsm other
            && one.module().equals(other.module());
    SealOf of = new SealOf(console, providers());
    if (config.seal().equals(next.seal())) {
      Seal same = of.seal(config.seal());
      return new Seals(same, same);
    }
    return new Seals(of.seal(config.seal(), !oneModule), of.seal(next.seal(), !oneModule));
  }

  /// Nothing but the seal may differ: the database and the data folder stay where they are.
  private static Config next(Config config, ParseResult given) throws Failure {
    Config next = ConfigOption.readFile(given, "--to");
    boolean same =
        config.tenant().equals(next.tenant())
            && config.data().equals(next.data())
            && config.node().equals(next.node())
            && config.store().equals(next.store());
    if (!same) {
      throw new Failure(
          "The two configurations differ in tenant, node, data or store: only the seal may differ.");
    }
    return next;
  }

  private SealChange change(Config config, Config next, Seals seals) {
    return change(config, next, seals, false);
  }

  private SealChange change(Config config, Config next, Seals seals, boolean strand) {
    App.Seams seams =
        new App.Seams(console.clock(), console.random(), console.random(), App.Machine.real());
    SealChange.Gathering gathering =
        shared -> {
          Config of = shared == seals.to() ? next : config;
          if (of.seal() instanceof Config.SealChoice.Operators choice) {
            new Unsealing(of, choice, shared, console).gather();
          }
        };
    return new SealChange(
        config,
        seals.from(),
        seals.to(),
        new SealChange.World(seams, providers(), gathering, _ -> {}, strand));
  }

  private void say(SealChange.Outcome outcome) {
    console.say(
        outcome
            .keys()
            .map(keys -> keys + " keys are under the root key " + outcome.newId() + " now.")
            .orElse("The database is under the root key " + outcome.newId() + " already."));
    console.say(
        "Backups from before need the old root key, "
            + outcome.oldId()
            + ", which is still there. When they are gone: strongroom seal destroy --config FILE "
            + outcome.oldId());
  }

  private static Providers providers() {
    return Providers.detect(System.getLogger("strongroom.crypto"));
  }
}
