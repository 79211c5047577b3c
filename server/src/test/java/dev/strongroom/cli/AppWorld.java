package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.Node;
import dev.strongroom.dataplane.HsmJobThreads;
import dev.strongroom.http.Hosts;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.SignIn;
import dev.strongroom.kernel.Operation;
import dev.strongroom.model.AppId;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.people.SignInRules;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SecretHash;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/// The whole server of a development start, without sockets: the real store, keys, audit log,
/// directory and authoriser behind the real surfaces, with a clock that stands until it is moved.
public final class AppWorld implements AutoCloseable {
  public static final TenantId TENANT = DevBootstrap.TENANT;
  public static final SubscriptionId SUBSCRIPTION = DevBootstrap.SUBSCRIPTION;
  public static final ResourceId VAULT =
      ResourceId.of(
          "/subscriptions/"
              + SUBSCRIPTION
              + "/resourceGroups/dev/providers/Microsoft.KeyVault/vaults/dev");
  public static final Instant NOW = Instant.parse("2026-11-24T09:00:00.250Z");
  private static final String LOCATION = "local";
  private static final long SEED = 11;
  private final App app;
  private final Config config;
  private Hosts.Surfaces surfaces;
  private Hosts hosts;
  private final Bootstrap steps;
  private final DevSettings settings;
  private Instant now;
  private Duration tick = Duration.ZERO;
  private Executor jobs = Runnable::run;
  private final HsmJobThreads threads = new HsmJobThreads(work -> jobs.execute(work));
  private String peer = "127.0.0.1";

  /// An application with one secret.
  public record Client(AppId application, PrincipalId principal, GeneratedSecret secret) {}

  /// How a server begins.
  ///
  /// @param issuers whose tokens are accepted
  /// @param now the clock
  /// @param signIn what is asked of people
  public record Start(
      Config.Store store,
      String node,
      Seal seal,
      List<Config.Issuer> issuers,
      Instant now,
      SignInRules signIn) {
    Start(Config.Store store, String node, Seal seal, List<Config.Issuer> issuers, Instant now) {
      this(store, node, seal, issuers, now, SignInRules.DEFAULT);
    }

    Start asking(SignInRules rules) {
      return new Start(store, node, seal, issuers, now, rules);
    }

    static Start with(Path folder) {
      return new Start(
          new Config.Store.Sqlite(),
          "node",
          new FileSeal(folder.resolve("seal"), detected()),
          List.of(),
          NOW);
    }
  }

  public AppWorld(Path folder) {
    this(folder, Start.with(folder));
  }

  public AppWorld(Path folder, Config.Store store, String node) {
    this(folder, new Start(store, node, Start.with(folder).seal(), List.of(), NOW));
  }

  public AppWorld(Path folder, Seal seal) {
    this(folder, new Start(new Config.Store.Sqlite(), "node", seal, List.of(), NOW));
  }

  /// @param now another one for each start over the same folder: ids are made of it
  public AppWorld(Path folder, Seal seal, Instant now) {
    this(folder, new Start(new Config.Store.Sqlite(), "node", seal, List.of(), now));
  }

  public AppWorld(Path folder, List<Config.Issuer> issuers, Instant now) {
    this(
        folder,
        new Start(new Config.Store.Sqlite(), "node", Start.with(folder).seal(), issuers, now));
  }

  public AppWorld(Path folder, Config.Store store, String node, Seal seal) {
    this(folder, new Start(store, node, seal, List.of(), NOW));
  }

  public AppWorld(Path folder, SignInRules signIn) {
    this(folder, Start.with(folder).asking(signIn));
  }

  private AppWorld(Path folder, Start start) {
    now = start.now();
    SecureRandom random = new SecureRandom();
    config = config(folder, start);
    App.Seams seams =
        new App.Seams(this::tick, random, new SplittableRandom(seed(now)), App.Machine.real());
    app = App.open(config, start.seal(), detected(), seams);
    listen(config);
    steps = new Bootstrap(app, TENANT);
    settings = new DevBootstrap(app, LOCATION).run("test", 443);
  }

  /// Where backups and restores of managed HSMs run from now on.
  public void jobsOn(Executor executor) {
    jobs = executor;
  }

  /// As the end of the server does: returns when those that run have stopped.
  public void endJobs() {
    threads.close();
  }

  /// Has the clock go on by this much whenever somebody looks at it.
  public void ticking(Duration each) {
    tick = each;
  }

  private Instant tick() {
    now = now.plus(tick);
    return now;
  }

  /// As the world of this folder has it, without a server.
  static Config config(Path folder, Config.Store store, String node) {
    return config(folder, new Start(store, node, Start.with(folder).seal(), List.of(), NOW));
  }

  private static Config config(Path folder, Start start) {
    return new Config(
        TENANT,
        start.node(),
        folder,
        List.of(Cloud.under("test", 443)),
        List.of(LOCATION),
        new Config.Listen("127.0.0.1", 443, folder, folder, Config.Limits.DEFAULT),
        new Config.Identity(Optional.empty(), Optional.empty(), Optional.empty()),
        start.signIn(),
        start.store(),
        new Config.SealChoice.InFile(folder.resolve("seal")),
        new Config.Audit("test/audit", false),
        start.issuers(),
        Set.of());
  }

  private static long seed(Instant now) {
    return SEED + Duration.between(NOW, now).toMillis();
  }

  private void listen(Config with) {
    try {
      SignIn signIn = Node.signIn(app, with, SSLContext.getDefault());
      surfaces = Node.eachSurface(app, with, signIn, threads);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    hosts = new Hosts(with.clouds(), surfaces, app.gate());
  }

  /// Trusts these from now on, as after a change of the configuration file.
  public void trust(List<Config.Issuer> issuers) {
    app.issuers().replace(issuers);
  }

  private static Providers detected() {
    return Providers.detect(System.getLogger("test"));
  }

  public Config config() {
    return config;
  }

  public App app() {
    return app;
  }

  public Hosts.Surfaces surfaces() {
    return surfaces;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /// Where the next requests come from.
  public void from(String address) {
    peer = address;
  }

  public <R> R perform(Operation<R> operation) {
    return app.perform("test", operation);
  }

  public Client client(String name) {
    Bootstrap.Client ids = steps.application(name);
    SecretHash hash = new SecretHash(Argon2Cost.SECRET, 1, app.seams().keys());
    AddPassword password =
        new AddPassword(
            app.stores().directory(),
            new AddPassword.Secrets(hash, app.seams().keys()),
            ids.application(),
            name,
            Optional.empty());
    return new Client(ids.application(), ids.principal(), perform(password));
  }

  public void assign(RoleId role, Client client, ResourceId scope) {
    steps.assign(role, client.principal(), scope);
  }

  /// The development application, Owner of the subscription and Key Vault Administrator of the
  /// vault.
  public String ownerToken(String audience) {
    return token(
        settings.application().toString(),
        DevSettings.text(settings.applicationSecret()),
        audience);
  }

  public String token(Client client, String audience) {
    return token(
        client.application().toString(), DevSettings.text(client.secret().value()), audience);
  }

  private String token(String client, String secret, String audience) {
    String form =
        "grant_type=client_credentials&client_id="
            + client
            + "&client_secret="
            + URLEncoder.encode(secret, StandardCharsets.UTF_8)
            + "&scope="
            + URLEncoder.encode("https://" + audience + ".test/.default", StandardCharsets.UTF_8);
    Response answer =
        send("POST", "https://login.test/" + TENANT + "/oauth2/v2.0/token", Optional.empty(), form);
    return Json.parse(answer.body())
        .text("access_token")
        .orElseThrow(() -> new AssertionError(new String(answer.body(), StandardCharsets.UTF_8)));
  }

  /// Whose token it is.
  public String objectId(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return Json.parse(claims).text("oid").orElseThrow();
  }

  public Response send(String method, String url, Optional<String> token, String body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    token.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
    return send(method, url, headers, body);
  }

  /// What a browser with these cookies asks for.
  public Response browse(String url, String cookies) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Cookie", cookies);
    return send("GET", url, headers, "");
  }

  public Response answer(Request request) {
    return hosts.answerFromMemory(request).orElseGet(() -> hosts.answer(request));
  }

  public Instant now() {
    return now;
  }

  private Response send(String method, String url, Map<String, String> headers, String body) {
    String host = url.replaceFirst("https://([^/:]+).*", "$1");
    String target = url.replaceFirst("https://[^/]+", "");
    headers.put(
        "Content-Type",
        host.startsWith("login") ? "application/x-www-form-urlencoded" : "application/json");
    Request request =
        new Request(
            UUID.randomUUID().toString(),
            method,
            "https",
            host,
            443,
            target,
            name -> Optional.ofNullable(headers.get(name)),
            body.getBytes(StandardCharsets.UTF_8),
            peer,
            OptionalInt.empty(),
            "TLS1_3");
    return answer(request);
  }

  @Override
  public void close() {
    app.close();
  }
}
