package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.Config.Issuer;
import dev.strongroom.Config.SealChoice;
import dev.strongroom.Node;
import dev.strongroom.devca.DevelopmentCa;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.VaultName;
import dev.strongroom.people.SignInRules;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom dev`: everything on this machine with one command, on loopback only.
final class DevCommand implements Command {
  static final int PORT = 8443;
  static final String SUFFIX = "localhost";
  private static final String LOCATION = "local";
  private final Console console;

  DevCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.create().mixinStandardHelpOptions(true).addOption(EnvCommand.dataOption());
    spec.addOption(
        option(
            "--port",
            "N",
            Integer.class,
            "HTTPS port (default 8443); the next one serves managed identities."));
    spec.addOption(
        option("--suffix", "S", String.class, "The domain of the host names (default localhost)."));
    spec.addOption(
        option("--store", "URL", String.class, "A jdbc:postgresql: URL instead of SQLite."));
    spec.addOption(
        OptionSpec.builder("--throttled-vaults")
            .paramLabel("NAMES")
            .type(List.class)
            .splitRegex(",")
            .description("Vaults that have Azure's limits, to see how clients bear them.")
            .build());
    spec.addOption(
        option(
            "--seal",
            "FILE",
            Path.class,
            "The `seal:` of a configuration file (docs/operations.md), as for keys in an HSM;"
                + " later starts remember it. Without it the root key lies in the data folder."));
    spec.addOption(
        option(
            "--issuers",
            "FILE",
            Path.class,
            "The `issuers:` of a configuration file (docs/identity.md): who else signs people in"
                + " or vouches for environments; later starts remember it."));
    spec.usageMessage()
        .description("Starts a development server: makes what is missing, prints what to do next.");
    return spec;
  }

  private static OptionSpec option(String name, String label, Class<?> type, String description) {
    return OptionSpec.builder(name).paramLabel(label).type(type).description(description).build();
  }

  @Override
  public int run(ParseResult given) throws Exception {
    DevFolder folder =
        DevFolder.chosen(
            Optional.<Path>ofNullable(given.matchedOptionValue("--data", null)), console);
    folder.create();
    Optional<DevSettings> known = folder.settings();
    int port = given.matchedOptionValue("--port", known.map(DevSettings::port).orElse(PORT));
    String suffix =
        given.matchedOptionValue("--suffix", known.map(DevSettings::suffix).orElse(SUFFIX));
    Providers providers = Providers.detect(System.getLogger("strongroom.crypto"));
    Set<VaultName> throttled = throttled(given.matchedOptionValue("--throttled-vaults", List.of()));
    Cloud cloud = Cloud.under(suffix, port);
    String store = given.matchedOptionValue("--store", "");
    Config config = config(folder, cloud, store, throttled, choice(given, folder));
    config = config.trusting(issuers(given, folder, config));
    ServerRun run = new ServerRun(config, console);
    Seal seal = new SealOf(console, providers).seal(config.seal());
    App app = run.open(seal, providers);
    remember(given, "--seal", folder.seal());
    remember(given, "--issuers", folder.issuers());
    DevSettings settings =
        known
            .map(old -> old.at(suffix, port))
            .orElseGet(() -> new DevBootstrap(app, LOCATION).run(suffix, port));
    folder.save(known.orElse(settings));
    Node node = listen(run, app, folder, suffix);
    folder.save(settings);
    print(folder, cloud, new DevBootstrap(app, LOCATION).user(cloud), rootKey(config, seal));
    run.untilStopped(node, app, watch(folder.issuers(), config, node));
    return Console.OK;
  }

  private static void remember(ParseResult given, String option, Path kept) throws IOException {
    if (given.hasMatchedOption(option)) {
      Path named = given.matchedOptionValue(option, kept);
      Files.copy(named, kept, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Issuer> issuers(ParseResult given, DevFolder folder, Config config)
      throws Failure {
    Path file = given.matchedOptionValue("--issuers", folder.issuers());
    return given.hasMatchedOption("--issuers") || Files.exists(file)
        ? ConfigOption.readIssuers(file, config)
        : List.of();
  }

  private static Runnable watch(Path issuers, Config config, Node node) {
    return Files.exists(issuers)
        ? new ConfigWatch(
                issuers,
                () -> config.trusting(ConfigOption.readIssuers(issuers, config)),
                config,
                node::trust)
            ::look
        : () -> {};
  }

  /// The certificates are made when the store is ours: a second start on the folder of a running
  /// server must not change them under it.
  private Node listen(ServerRun run, App app, DevFolder folder, String suffix) throws Exception {
    DevelopmentCa ca = new DevelopmentCa(folder.tls(), console.clock(), console.random());
    ca.prepare(List.of(suffix), List.of("dev"));
    TrustBundle.write(folder);
    return run.start(app, TrustBundle.context(folder));
  }

  private static SealChoice choice(ParseResult given, DevFolder folder) throws Failure {
    Path file = given.matchedOptionValue("--seal", folder.seal());
    if (!given.hasMatchedOption("--seal") && !Files.exists(file)) {
      return new SealChoice.InFile(folder.path().resolve("seal"));
    }
    SealChoice choice = ConfigOption.readSeal(file, folder.path());
    if (choice instanceof SealChoice.Operators) {
      throw new Failure(
          "--seal: shares of operators are taken by `strongroom server` only.",
          "Name another seal, or see \"First start\" in docs/operations.md.");
    }
    return choice;
  }

  private static String rootKey(Config config, Seal seal) {
    return config.seal() instanceof SealChoice.InFile
        ? "unprotected, in the data folder: for development only"
        : seal.notice();
  }

  private static Set<VaultName> throttled(List<String> names) throws Failure {
    Set<VaultName> vaults = new HashSet<>();
    for (String name : names) {
      vaults.add(
          VaultName.parse(name)
              .orElseThrow(() -> new Failure("--throttled-vaults: not a vault's name: " + name)));
    }
    return vaults;
  }

  private static Config config(
      DevFolder folder, Cloud cloud, String store, Set<VaultName> throttled, SealChoice seal) {
    Path tls = folder.tls();
    int port = cloud.port();
    return new Config(
        DevBootstrap.TENANT,
        "dev",
        folder.path(),
        List.of(cloud),
        Stream.concat(Stream.of(LOCATION), AzureRegions.NAMES.stream()).toList(),
        new Config.Listen(
            "127.0.0.1",
            port,
            tls.resolve("server.pem"),
            tls.resolve("server.key"),
            Config.Limits.DEFAULT),
        new Config.Identity(
            Optional.of(port + 1), Optional.of(folder.identitySocket()), Optional.empty()),
        SignInRules.DEFAULT,
        store.isEmpty()
            ? new Config.Store.Sqlite()
            : new Config.Store.Postgres(store, "", Optional.empty(), 8, false),
        seal,
        new Config.Audit("dev." + cloud.name() + "/audit", false),
        List.of(),
        throttled);
  }

  private static String password(DevBootstrap.DevUser user) {
    return user.link().map(link -> ", first " + link).orElse("");
  }

  private void print(DevFolder folder, Cloud cloud, DevBootstrap.DevUser user, String rootKey) {
    console.say(
        """

        Strongroom is ready (development: loopback only).

          vault       %s
          sign-in     %s
          management  %s
          portal      %s
          person      %s
          data        %s
          root key    %s

        Next, in another terminal:

        sudo ./strongroom trust%s       # once: the names and the local CA
        eval "$(./strongroom env%s)"    # points Azure clients here
        pip install azure-identity azure-keyvault-secrets
        python3 -c 'import os; from azure.identity import ManagedIdentityCredential
        from azure.keyvault.secrets import SecretClient
        c = SecretClient(os.environ["AZURE_KEYVAULT_URL"], ManagedIdentityCredential())
        c.set_secret("hello", "world"); print(c.get_secret("hello").value)'

        Ctrl-C stops it; the next start finds its data.
        Trouble? ./strongroom doctor%s\
        """
            .formatted(
                cloud.vaultUri(VaultName.of("dev")),
                cloud.origin(cloud.loginHost()),
                cloud.origin(cloud.managementHost()),
                cloud.origin(cloud.portalHost()),
                user.name() + password(user),
                folder.path(),
                rootKey,
                dataOption(folder),
                dataOption(folder),
                dataOption(folder)));
  }

  private String dataOption(DevFolder folder) {
    if (folder.equals(DevFolder.chosen(Optional.empty(), console))) {
      return "";
    }
    String path = folder.path().toString();
    return " --data " + (path.matches("[\\w./+-]+") ? path : EnvCommand.quoted(path));
  }
}
