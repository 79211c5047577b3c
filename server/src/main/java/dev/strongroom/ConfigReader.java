package dev.strongroom;

import dev.strongroom.Config.Store;
import dev.strongroom.model.AppId;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the configuration file. An unknown key is a mistake, and all mistakes are reported at
/// once.
public final class ConfigReader {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_CONNECTIONS = 1_000;
  private static final int DEFAULT_POOL = 16;

  /// Everything wrong with a configuration file.
  public static final class Mistakes extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> mistakes;

    Mistakes(List<String> mistakes) {
      super(mistakes.size() + " mistakes in the configuration");
      this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
      return mistakes;
    }
  }

  private final List<String> mistakes = new ArrayList<>();

  private ConfigReader() {}

  public static Config read(String yaml) throws Mistakes {
    ConfigReader reader = new ConfigReader();
    return reader.whole(yaml, reader::config);
  }

  /// The mapping `seal` alone, as it stands in a configuration file.
  ///
  /// @param data where the seal keeps what it keeps in files
  public static Config.SealChoice readSeal(String yaml, Path data) throws Mistakes {
    ConfigReader reader = new ConfigReader();
    return reader.whole(
        yaml, root -> new SealReader(reader.mistakes).read(root.child("seal"), data));
  }

  /// A document with the list `issuers` alone, for the directory and the names of a server that is
  /// configured otherwise.
  ///
  /// @throws Mistakes with everything that is wrong
  public static List<Config.Issuer> readIssuers(String yaml, TenantId tenant, List<Cloud> clouds)
      throws Mistakes {
    ConfigReader reader = new ConfigReader();
    return reader.whole(
        yaml,
        root -> new IssuerReader(tenant, clouds, reader.mistakes).read(root.children("issuers")));
  }

  private <T> T whole(String yaml, Function<YamlNode, T> reading) throws Mistakes {
    YamlNode root = YamlNode.parse(yaml, mistakes);
    Optional<T> read = Optional.empty();
    if (mistakes.isEmpty()) {
      read = Optional.of(reading.apply(root));
      root.refuseUnreadKeys();
    }
    if (!mistakes.isEmpty()) {
      throw new Mistakes(mistakes);
    }
    return read.orElseThrow();
  }

  private Config config(YamlNode root) {
    Config.Listen listen = listen(root.child("listen"));
    Path data = path(root, "data", "the folder that holds everything, as /var/lib/strongroom");
    List<Cloud> clouds =
        root.children("clouds").stream().map(node -> cloud(node, listen.port())).toList();
    if (clouds.isEmpty()) {
      mistakes.add("clouds: name at least one, as `- suffix: corp.example`");
    }
    TenantId tenant = tenant(root);
    return new Config(
        tenant,
        root.text("node").orElse("node-1"),
        data,
        clouds.isEmpty() ? List.of(Cloud.under("unset", HTTPS_PORT)) : clouds,
        locations(root),
        listen,
        identity(root.child("identity-endpoint")),
        new SignInReader(mistakes).read(root.child("sign-in")),
        store(root.child("store")),
        new SealReader(mistakes).read(root.child("seal"), data),
        audit(root.child("audit"), clouds),
        new IssuerReader(tenant, clouds, mistakes).read(root.children("issuers")),
        throttledVaults(root));
  }

  private TenantId tenant(YamlNode root) {
    Optional<String> given = root.text("tenant");
    Optional<TenantId> tenant = given.flatMap(TenantId::parse);
    if (tenant.isEmpty()) {
      mistakes.add(
          given.isEmpty()
              ? "tenant: missing; give the directory's GUID, and never change it"
              : "tenant: not a GUID: " + given.get());
    }
    return tenant.orElse(TenantId.of("00000000-0000-0000-0000-000000000000"));
  }

  private static List<String> locations(YamlNode root) {
    List<String> given = root.texts("locations");
    return given.isEmpty() ? List.of("local") : given;
  }

  private Config.Listen listen(YamlNode node) {
    return new Config.Listen(
        node.text("address").orElse("0.0.0.0"),
        node.whole("port", 1, MAX_PORT).orElse(HTTPS_PORT),
        path(node, "certificate", "the PEM file of the certificate chain"),
        path(node, "key", "the PEM file of the private key"),
        limits(node.child("limits")));
  }

  private static Config.Limits limits(YamlNode node) {
    Config.Limits normal = Config.Limits.DEFAULT;
    return new Config.Limits(
        node.whole("header-bytes", 4_096, 1_048_576).orElse(normal.headerBytes()),
        node.whole("uri-length", 2_048, 65_536).orElse(normal.uriLength()),
        node.whole("body-bytes", 65_536, 67_108_864).orElse(normal.bodyBytes()),
        node.whole("request-seconds", 1, 3_600)
            .map(Duration::ofSeconds)
            .orElse(normal.requestTime()),
        node.whole("idle-seconds", 1, 3_600).map(Duration::ofSeconds).orElse(normal.idleTime()),
        node.whole("connections", 1, 1_000_000).orElse(normal.connections()),
        node.whole("connections-per-address", 1, 1_000_000).orElse(normal.connectionsPerAddress()),
        node.whole("concurrent-requests", 1, 1_000_000).orElse(normal.concurrentRequests()));
  }

  private Cloud cloud(YamlNode node, int listenPort) {
    int port = node.whole("public-port", 1, MAX_PORT).orElse(listenPort);
    Optional<String> suffix = host(node, "suffix");
    if (suffix.isEmpty()) {
      mistakes.add(node.at("suffix") + ": missing; give the domain that the hosts stand under");
    }
    Cloud plain = Cloud.under(suffix.orElse("unset"), port);
    return new Cloud(
        node.text("name").orElse(plain.name()),
        host(node, "vault").orElse(plain.vaultSuffix()),
        host(node, "adfs-vault").orElse(plain.adfsVaultSuffix()),
        host(node, "managed-hsm").orElse(plain.hsmSuffix()),
        host(node, "login").orElse(plain.loginHost()),
        host(node, "management").orElse(plain.managementHost()),
        host(node, "graph").orElse(plain.graphHost()),
        host(node, "portal").orElse(plain.portalHost()),
        port);
  }

  private Optional<String> host(YamlNode node, String key) {
    Optional<String> given = node.text(key);
    given
        .filter(name -> !HOST.matcher(name).matches())
        .ifPresent(name -> mistakes.add(node.at(key) + ": not a lower-case host name: " + name));
    return given;
  }

  private Config.Identity identity(YamlNode node) {
    Optional<String> given = node.text("every-process-is");
    Optional<AppId> everyProcessIs = given.flatMap(AppId::parse);
    if (given.isPresent() && everyProcessIs.isEmpty()) {
      mistakes.add(node.at("every-process-is") + ": not a client id (a GUID): " + given.get());
    }
    return new Config.Identity(
        node.whole("port", 1, MAX_PORT), node.path("socket"), everyProcessIs);
  }

  private Store store(YamlNode node) {
    String url = node.text("url").orElse("sqlite");
    if (url.equals("sqlite")) {
      return new Store.Sqlite();
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      mistakes.add(node.at("url") + ": must be `sqlite` or start with `jdbc:postgresql:`");
    }
    if (url.toLowerCase(Locale.ROOT).contains("password=")) {
      mistakes.add(
          node.at("url") + ": holds a password; put it into a file and name it in password-file");
    }
    return new Store.Postgres(
        url,
        node.text("user").orElse("strongroom"),
        node.path("password-file"),
        node.whole("connections", 2, MAX_CONNECTIONS).orElse(DEFAULT_POOL),
        node.flag("shared").orElse(true));
  }

  private Config.Audit audit(YamlNode node, List<Cloud> clouds) {
    String reads = node.text("reads").orElse("kernel");
    if (!reads.equals("kernel") && !reads.equals("flushed")) {
      mistakes.add(node.at("reads") + ": must be `kernel` or `flushed`, not " + reads);
    }
    String suffix = clouds.isEmpty() ? "unset" : clouds.getFirst().name();
    return new Config.Audit(
        node.text("origin").orElse(suffix + "/audit"), reads.equals("flushed"), breakGlass(node));
  }

  private Set<PrincipalId> breakGlass(YamlNode node) {
    Set<PrincipalId> accounts = new HashSet<>();
    for (String text : node.texts("break-glass")) {
      Optional<PrincipalId> id = PrincipalId.parse(text);
      if (id.isEmpty()) {
        mistakes.add(node.at("break-glass") + ": not an object id (a GUID): " + text);
      }
      id.ifPresent(accounts::add);
    }
    return accounts;
  }

  private Set<VaultName> throttledVaults(YamlNode root) {
    Set<VaultName> vaults = new HashSet<>();
    for (String text : root.texts("throttled-vaults")) {
      Optional<VaultName> name = VaultName.parse(text);
      if (name.isEmpty()) {
        mistakes.add("throttled-vaults: not a vault's name: " + text);
      }
      name.ifPresent(vaults::add);
    }
    return vaults;
  }

  private Path path(YamlNode node, String key, String what) {
    Optional<Path> given = node.path(key);
    if (given.isEmpty()) {
      mistakes.add(node.at(key) + ": missing; give " + what);
    }
    return given.orElse(Path.of("."));
  }
}
