package dev.strongroom;

import dev.strongroom.access.CustomRoles;
import dev.strongroom.arm.Arm;
import dev.strongroom.arm.AuthorizationRoutes;
import dev.strongroom.arm.IdentityRoutes;
import dev.strongroom.arm.LockRoutes;
import dev.strongroom.arm.ManagementGroupRoutes;
import dev.strongroom.dataplane.DataPlane;
import dev.strongroom.graph.Graph;
import dev.strongroom.groups.Groups;
import dev.strongroom.http.Answerer;
import dev.strongroom.http.Engine;
import dev.strongroom.http.Hosts;
import dev.strongroom.http.Limits;
import dev.strongroom.http.Listener;
import dev.strongroom.http.ListenerSettings;
import dev.strongroom.http.Patient;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.AssertionReplay;
import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.CertificateAssertions;
import dev.strongroom.identity.ClientProofs;
import dev.strongroom.identity.FederatedAssertions;
import dev.strongroom.identity.Identities;
import dev.strongroom.identity.Issuers;
import dev.strongroom.identity.OidcIssuerKeys;
import dev.strongroom.identity.SignIn;
import dev.strongroom.identity.SignInThrottle;
import dev.strongroom.identity.TokenIssuer;
import dev.strongroom.portal.Portal;
import dev.strongroom.token.IdentityDoor;
import dev.strongroom.token.ManagedIdentityEndpoint;
import dev.strongroom.token.TokenService;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.SecretHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// A running server: the [App] behind its listeners.
public final class Node implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /// Request ids are neither secret nor proof of anything; they only must not wait for each other.
  private static final RandomGenerator REQUEST_IDS = () -> ThreadLocalRandom.current().nextLong();

  private final App app;
  private final RootKeyAlerts alerts;
  private final Engine engine;
  private final List<Listener> listeners = new ArrayList<>();

  private Node(App app, Engine engine) {
    this.app = app;
    this.alerts = new RootKeyAlerts(app);
    this.engine = engine;
  }

  /// Listens on everything that `config` names. Closes `app` when that fails, and when this is
  /// closed.
  ///
  /// @param tls what federated issuers are trusted by
  public static Node start(App app, Config config, SSLContext tls) {
    Node node = new Node(app, new Engine(limits(config.listen().limits()), REQUEST_IDS));
    boolean started = false;
    try {
      node.listen(config, tls);
      app.timetable().start();
      node.alerts.start();
      started = true;
      return node;
    } finally {
      if (!started) {
        node.close();
      }
    }
  }

  /// Looks at the certificate files again; meant to be called every few seconds.
  public void reloadCertificates() {
    listeners.forEach(Listener::reloadIfChanged);
  }

  @Override
  public void close() {
    listeners.forEach(Listener::close);
    engine.close();
    alerts.close();
    app.close();
  }

  private void listen(Config config, SSLContext tls) {
    SignIn signIn = signIn(app, config, tls);
    Config.Listen listen = config.listen();
    List<ListenerSettings.TlsFiles> files =
        List.of(new ListenerSettings.TlsFiles(listen.certificate(), listen.key()));
    Answerer hosts = surfaces(app, config, signIn);
    listeners.add(
        engine.listen(ListenerSettings.tls(listen.address(), listen.port(), files), hosts));
    String location = config.locations().getFirst();
    config
        .identity()
        .port()
        .ifPresent(port ->
            listenForIdentities(
                ListenerSettings.plain(LOOPBACK, port),
                new ManagedIdentityEndpoint(
                    app.gate(),
                    signIn,
                    new IdentityDoor.Loopback(config.identity().everyProcessIs()),
                    location)));
    config
        .identity()
        .socket()
        .ifPresent(path ->
            listenForIdentities(
                ListenerSettings.unixSocket(path),
                new ManagedIdentityEndpoint(
                    app.gate(), signIn, new IdentityDoor.UnixSocket(), location)));
  }

  private void listenForIdentities(ListenerSettings where, ManagedIdentityEndpoint endpoint) {
    listeners.add(engine.listen(where, endpoint));
  }

  /// Everything behind the TLS listener.
  private static Answerer surfaces(App app, Config config, SignIn signIn) {
    Hosts hosts = new Hosts(config.clouds(), eachSurface(app, config, signIn), app.gate());
    return config.audit().flushedReads() ? new Patient(hosts) : hosts;
  }

  /// What answers for each kind of host.
  public static Hosts.Surfaces eachSurface(App app, Config config, SignIn signIn) {
    DataPlane dataPlane =
        new DataPlane(
            app.gate(),
            config.clouds(),
            config.tenant(),
            app.features().secrets(),
            app.features().sealing());
    TokenService login =
        new TokenService(
            app.gate(), config.clouds(), signIn, app.stores().tokenKeys(), app.seams().clock());
    return new Hosts.Surfaces(
        dataPlane, login, arm(app, config), graph(app, config), new Portal(app.gate()));
  }

  private static Graph graph(App app, Config config) {
    return new Graph(
        app.gate(),
        config.clouds(),
        app.stores().directory(),
        new AddPassword.Secrets(secretHash(app), app.seams().keys()),
        app.seams().clock());
  }

  private static Arm arm(App app, Config config) {
    Stores stores = app.stores();
    AuthorizationRoutes authorization =
        new AuthorizationRoutes(
            new CustomRoles(stores.access(), stores.roles(), app.rbac()),
            stores.denials(),
            stores.directory(),
            stores.directory());
    Identities identities =
        new Identities(stores.directory(), stores.identityResources(), stores.resources());
    return new Arm(
        app.gate(),
        config.clouds(),
        config.tenant(),
        app.features().vaults(),
        List.of(
            new LockRoutes(stores.locks()),
            new ManagementGroupRoutes(
                new Groups(stores.groups(), stores.access(), app.rbac(), app.rbac())),
            authorization,
            new IdentityRoutes(identities, app.seams().keys())));
  }

  /// Who may sign in and how.
  public static SignIn signIn(App app, Config config, SSLContext tls) {
    Issuers issuers = new Issuers(config.clouds());
    return new SignIn(
        app.stores().directory(),
        new TokenIssuer(app.stores().tokenKeys(), app.features().signer(), issuers),
        new ClientProofs(
            secretHash(app),
            new CertificateAssertions(issuers, new AssertionReplay()),
            new FederatedAssertions(new OidcIssuerKeys(tls, Map.of(), OidcIssuerKeys.PATIENCE))),
        new SignInThrottle(),
        new Audiences(config.clouds()));
  }

  private static SecretHash secretHash(App app) {
    return new SecretHash(
        Argon2Cost.SECRET, Runtime.getRuntime().availableProcessors(), app.seams().keys());
  }

  private static Limits limits(Config.Limits given) {
    Limits.Sizes sizes =
        new Limits.Sizes(
            given.headerBytes(),
            given.uriLength(),
            given.bodyBytes(),
            Limits.Sizes.DEFAULT.bodyBytesInFlight());
    Limits.Times times =
        new Limits.Times(
            given.requestTime(),
            given.idleTime(),
            Limits.Times.DEFAULT.handshake(),
            Limits.Times.DEFAULT.close());
    Limits.Counts counts =
        new Limits.Counts(
            given.connections(),
            given.connectionsPerAddress(),
            given.concurrentRequests(),
            Limits.Counts.DEFAULT.streams(),
            Limits.Counts.DEFAULT.resets());
    return new Limits(sizes, times, counts);
  }
}
