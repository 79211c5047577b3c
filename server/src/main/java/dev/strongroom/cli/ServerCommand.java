package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.Front;
import dev.strongroom.Node;
import dev.strongroom.RootOfTrust;
import dev.strongroom.model.AppId;
import dev.strongroom.sealing.NoteUnsealed;
import dev.strongroom.store.RootHistory;
import dev.strongroom.trust.OperatorsSeal;
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
    Seal seal = new SealOf(console, providers).seal(config.seal());
    if (!ServerRun.saying(seal::exists)) {
      throw new Failure(
          "There is no root key yet.",
          "Make one, and the first administrator, with: strongroom init");
    }
    ServerRun run = new ServerRun(config, console);
    if (config.seal() instanceof Config.SealChoice.Operators choice
        && seal instanceof OperatorsSeal shared) {
      return unsealed(
          given, new Unsealing(config, choice, shared, console), run, shared, providers);
    }
    App app = run.open(seal, providers);
    bindEveryProcess(app, config);
    return serve(given, run, run.start(app, SSLContext.getDefault()), app, seal);
  }

  private int unsealed(
      ParseResult given,
      Unsealing unsealing,
      ServerRun run,
      OperatorsSeal seal,
      Providers providers)
      throws Exception {
    RootHistory history = ServerRun.saying(() -> RootOfTrust.history(run.config(), run.seams()));
    history.current().ifPresent(seal::choose);
    Front front = unsealing.await();
    boolean opened = false;
    try {
      String id = seal.progress().seal();
      App app = run.open(seal, providers);
      app.perform("unseal", new NoteUnsealed(id, unsealing.operators()));
      bindEveryProcess(app, run.config());
      Node node = run.startBehind(front, app, SSLContext.getDefault());
      opened = true;
      return serve(given, run, node, app, seal);
    } finally {
      if (!opened) {
        front.close();
      }
    }
  }

  private int serve(ParseResult given, ServerRun run, Node node, App app, Seal seal)
      throws InterruptedException {
    Config config = run.config();
    console.say(seal.notice());
    console.say(
        "Strongroom is ready on "
            + config.listen().address()
            + ":"
            + config.listen().port()
            + " for "
            + String.join(", ", config.clouds().stream().map(cloud -> cloud.name()).toList()));
    ConfigWatch watch = ConfigOption.watch(given, config, node::trust);
    run.untilStopped(node, app, watch::look);
    return Console.OK;
  }

  private void bindEveryProcess(App app, Config config) {
    config.identity().everyProcessIs().ifPresent(identity -> bind(app, config, identity));
  }

  /// An identity that was deleted keeps nobody's secrets from being served.
  private void bind(App app, Config config, AppId identity) {
    if (!new Bootstrap(app, config.tenant()).localEndpoint(identity)) {
      console.complain(
          "identity-endpoint.every-process-is: there is no managed identity with the client id "
              + identity
              + ", so callers of the port without a secret get no token. Create it, or name another"
              + " one, and restart.");
    }
  }
}
