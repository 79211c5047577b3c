package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.Principal;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom init`: makes the root key, the tenant, a subscription and the first administrator,
/// whose secret is shown once. There is never a default credential.
final class InitCommand implements Command {
  private static final String ADMINISTRATOR = "strongroom-administrator";
  private final Console console;

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    ConfigOption.options().forEach(spec::addOption);
    spec.usageMessage()
        .description("Prepares a new server: root key, tenant, subscription, first administrator.");
    return spec;
  }

  @Override
  public int run(ParseResult given) throws Exception {
    Config config = ConfigOption.read(given);
    Providers providers = Providers.detect(System.getLogger("strongroom.crypto"));
    Seal seal = new SealOf(console, providers).seal(config.seal());
    try (App app = new ServerRun(config, console).open(seal, providers)) {
      Bootstrap steps = new Bootstrap(app, config.tenant());
      Directory directory = steps.directory();
      boolean done =
          directory.applications().stream()
              .filter(application -> application.displayName().equals(ADMINISTRATOR))
              .anyMatch(application -> !directory.credentialsOf(application.id()).isEmpty());
      if (done) {
        throw new Failure(
            "This server has its first administrator already (" + ADMINISTRATOR + ").",
            "Whoever holds its secret can make further credentials.");
      }
      steps.tenant(config.clouds().getFirst().name());
      SubscriptionId subscription =
          new SubscriptionId(
              UUID.nameUUIDFromBytes(
                  ("subscription " + config.tenant())
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      steps.subscription(subscription, "Main");
      Bootstrap.Client client = steps.application(ADMINISTRATOR);
      steps.assign(Bootstrap.OWNER, client.principal(), ResourceId.ROOT);
      Cloud cloud = config.clouds().getFirst();
      Principal.User person = steps.user("administrator@" + cloud.name(), "First administrator");
      steps.assign(Bootstrap.OWNER, person.id(), PrincipalType.USER, ResourceId.ROOT);
      Optional<String> link = steps.link(person, cloud);
      SecretBytes secret = steps.password(client.application(), "strongroom init");
      console.say(seal.notice());
      console.say("tenant         " + config.tenant());
      console.say("subscription   " + subscription);
      console.say("client id      " + client.application() + "   (Owner of everything)");
      console.say("client secret  " + DevSettings.text(secret) + "   (shown this once)");
      console.say(
          "administrator  " + person.userPrincipalName() + "   (a person, Owner of everything)");
      link.ifPresent(address ->
          console.say(
              "               " + address + "   (choose the password; once, within 48 hours)"));
      console.say(
          "Start the server with: strongroom server --config "
              + given.<java.nio.file.Path>matchedOptionValue(
                  "--config", java.nio.file.Path.of("")));
      return Console.OK;
    }
  }
}
