package dev.strongroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom access`: explains who may do what, and moves a vault from access policies to roles.
final class AccessCommand implements Command {
  /// Where requests go; found only when there is something to ask.
  interface Server {
    Management open(Console console) throws Failure, IOException;
  }

  private final Console console;
  private final Server server;

  AccessCommand(Console console, Server server) {
    this.console = console;
    this.server = server;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.usageMessage()
        .description(
            "Explains access (explain), or moves a vault from access policies to roles (migrate).");
    spec.addSubcommand("explain", explain());
    spec.addSubcommand("migrate", migrate());
    return spec;
  }

  private static CommandSpec explain() {
    CommandSpec spec =
        CommandSpec.create().mixinStandardHelpOptions(true).addOption(EnvCommand.dataOption());
    spec.addOption(
        option("--scope", "PATH", "What is acted on: the path of a vault, a secret, a group …"));
    spec.addOption(
        option("--action", "NAME", "As Microsoft.KeyVault/vaults/secrets/getSecret/action."));
    spec.addOption(
        option("--principal", "ID", "Who acts, by object id; without it: everyone who may."));
    spec.addOption(option("--address", "IP", "Where the request would come from."));
    spec.addOption(
        option("--request", "ID", "Instead: why this request was refused, from the audit log."));
    spec.usageMessage()
        .description(
            "Answers may X do Y on Z, and why or why not; who may do it; or why a request was"
                + " refused (its x-ms-request-id).");
    return spec;
  }

  private static CommandSpec migrate() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("VAULT")
            .type(String.class)
            .arity("1")
            .description("The vault's resource id, or its name in $AZURE_SUBSCRIPTION_ID.")
            .build());
    spec.addOption(
        OptionSpec.builder("--apply")
            .description("Assign the roles, then switch the vault to them.")
            .build());
    spec.addOption(
        OptionSpec.builder("--accept-changes")
            .description("Apply although somebody gains or loses something.")
            .build());
    spec.usageMessage()
        .description("Proposes the role assignments that stand for the vault's access policies.");
    return spec;
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult given) throws Exception {
    if (!given.hasSubcommand()) {
      throw new Failure("Say what to do: strongroom access explain, or strongroom access migrate.");
    }
    ParseResult chosen = given.subcommand();
    if (chosen.commandSpec().name().equals("migrate")) {
      VaultMigration migration = new VaultMigration(console, server.open(console));
      return migration.run(
          chosen.matchedPositionalValue(0, ""),
          chosen.hasMatchedOption("--apply"),
          chosen.hasMatchedOption("--accept-changes"));
    }
    Optional<String> request = text(chosen, "--request");
    if (request.isPresent()) {
      Optional<Path> data = Optional.ofNullable(chosen.matchedOptionValue("--data", null));
      return new RefusedRequest(console, DevFolder.chosen(data, console).path())
          .show(request.get());
    }
    return ask(chosen);
  }

  private int ask(ParseResult chosen) throws Exception {
    Optional<String> scope = text(chosen, "--scope");
    Optional<String> action = text(chosen, "--action");
    if (scope.isEmpty() || action.isEmpty()) {
      throw new Failure(
          "Name what would be done: --scope PATH --action NAME; and who: --principal ID.",
          "Or name a refused request: --request ID");
    }
    return new AccessQuestion(console, server.open(console))
        .ask(scope.get(), action.get(), text(chosen, "--principal"), text(chosen, "--address"));
  }

  private static Optional<String> text(ParseResult given, String option) {
    return Optional.ofNullable(given.matchedOptionValue(option, null));
  }
}
