package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.Node;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom server`: the production start.
final class ServerCommand implements Command {
  private final Console console;

  ServerCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
    ConfigOption.options().forEach(spec::addOption);
    spec.usageMessage().description("Starts a production server.");
    return spec;
  }

  @Override
  public int run(ParseResult given) throws Exception {
    Config config = ConfigOption.read(given);
    Providers providers = Providers.detect(System.getLogger("strongroom.crypto"));
    Seal seal = ConfigOption.seal(config, providers);
    if (!seal.exists()) {
      throw new Failure(
          "There is no root key yet.",
          "Make one, and the first administrator, with: strongroom init");
    }
    ServerRun run = new ServerRun(config);
    App app = run.open(seal, providers);
    Node node = run.start(app, SSLContext.getDefault());
    console.say(seal.notice());
    console.say(
        "Strongroom is ready on "
            + config.listen().address()
            + ":"
            + config.listen().port()
            + " for "
            + String.join(", ", config.clouds().stream().map(cloud -> cloud.name()).toList()));
    ServerRun.untilStopped(node, app, console);
    return Console.OK;
  }
}
