package dev.strongroom;

import dev.strongroom.access.CustomRoles;
import dev.strongroom.access.Inquiry;
import dev.strongroom.access.ProposeMigration;
import dev.strongroom.arm.Arm;
import dev.strongroom.arm.AuthorizationRoutes;
import dev.strongroom.arm.ElevationRoutes;
import dev.strongroom.arm.ExplainRoutes;
import dev.strongroom.arm.IdentityRoutes;
import dev.strongroom.arm.LockRoutes;
import dev.strongroom.arm.ManagementGroupRoutes;
import dev.strongroom.arm.RevealRoutes;
import dev.strongroom.dataplane.DataPlane;
import dev.strongroom.dataplane.HsmJobThreads;
import dev.strongroom.dataplane.Throttle;
import dev.strongroom.graph.Graph;
import dev.strongroom.groups.Groups;
import dev.strongroom.http.Answerer;
import dev.strongroom.http.Beside;
import dev.strongroom.http.Hosts;
import dev.strongroom.http.ListenerSettings;
import dev.strongroom.http.Patient;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.AssertionReplay;
import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.CertificateAssertions;
import dev.strongroom.identity.ClientProofs;
import dev.strongroom.identity.FederatedAssertions;
import dev.strongroom.identity.Issuers;
import dev.strongroom.identity.OidcIssuerKeys;
import dev.strongroom.identity.SignIn;
import dev.strongroom.identity.SignInThrottle;
import dev.strongroom.identity.TokenIssuer;
import dev.strongroom.managedhsm.BackupFolder;
import dev.strongroom.managedhsm.HsmJobs;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.portal.Portal;
import dev.strongroom.provisioning.Provisioning;
import dev.strongroom.scim.Scim;
import dev.strongroom.signin.SignInPages;
import dev.strongroom.store.HsmJobSql;
import dev.strongroom.token.IdentityDoor;
import dev.strongroom.token.ManagedIdentityEndpoint;
import dev.strongroom.token.TokenService;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.SecretHash;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/// A running server: the [App] behind its listeners.
public final class Node implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final App app;
  private final RootKeyAlerts alerts;
  private final Front front;
  private final HsmJobThreads jobs;

  private Node(App app, Front front, HsmJobThreads jobs) {
    this.app = app;
    this.jobs = jobs;
    this.alerts = new RootKeyAlerts(app);
    this.front = front;
  }

  /// Listens on everything that `config` names. Closes `app` when that fails, and when this is
  /// closed.
  ///
  /// @param tls what federated issuers are trusted by
  public static Node start(App app, Config config, SSLContext tls) {
    boolean listening = false;
    try {
      SignIn signIn = signIn(app, config, tls);
      HsmJobThreads jobs = HsmJobThreads.apart();
      Front front = Front.open(config, surfaces(app, config, signIn, jobs));
      listening = true;
      return started(new Node(app, front, jobs), config, signIn);
    } finally {
      if (!listening) {
        app.close();
      }
    }
  }

  /// As [#start], behind a listener that is there already, where something else answered until now.
  public static Node startBehind(Front front, App app, Config config, SSLContext tls) {
    HsmJobThreads jobs = HsmJobThreads.apart();
    Node node = new Node(app, front, jobs);
    boolean serving = false;
    try {
      SignIn signIn = signIn(app, config, tls);
      front.serve(surfaces(app, config, signIn, jobs));
      serving = true;
      return started(node, config, signIn);
    } finally {
      if (!serving) {
        node.close();
      }
    }
  }

  private static Node started(Node node, Config config, SignIn signIn) {
    boolean started = false;
    try {
      node.listenForIdentities(config, signIn);
      node.app.timetable().start();
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
    front.reloadCertificates();
  }

  /// Trusts these issuers from now on, in place of those that were.
  ///
  /// @throws UnusableIssuer when a file cannot be used; then nothing has changed
  public void trust(List<Config.Issuer> issuers) {
    app.issuers().replace(issuers);
  }

  @Override
  public void close() {
    front.close();
    jobs.close();
    alerts.close();
    app.close();
  }

  private void listenForIdentities(Config config, SignIn signIn) {
    String location = config.locations().getFirst();
    config
        .identity()
        .port()
        .ifPresent(port ->
            front.listen(
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
            front.listen(
                ListenerSettings.unixSocket(path),
                new ManagedIdentityEndpoint(
                    app.gate(), signIn, new IdentityDoor.UnixSocket(), location)));
  }

  /// Everything behind the TLS listener.
  private static Answerer surfaces(App app, Config config, SignIn signIn, HsmJobThreads jobs) {
    Hosts hosts = new Hosts(config.clouds(), eachSurface(app, config, signIn, jobs), app.gate());
    return config.audit().flushedReads() ? new Patient(hosts) : hosts;
  }

  /// What answers for each kind of host.
  public static Hosts.Surfaces eachSurface(
      App app, Config config, SignIn signIn, HsmJobThreads jobs) {
    DataPlane dataPlane =
        new DataPlane(
            app.gate(),
            config.clouds(),
            config.tenant(),
            new DataPlane.Features(
                app.features().secrets(),
                app.features().keys(),
                app.features().releasing(),
                app.features().sealing(),
                ofHsms(app, config, jobs)),
            new Throttle(config.throttledVaults(), app.seams().clock()));
    TokenService login =
        new TokenService(
            app.gate(), config.clouds(), signIn, app.features().people(), app.seams().clock());
    SignInPages pages =
        new SignInPages(
            app.gate(),
            app.features().people(),
            app.issuers()::signIns,
            app.seams().keys(),
            app.seams().clock());
    return new Hosts.Surfaces(
        dataPlane,
        new LoginHost(pages, login),
        arm(app, config),
        graph(app, config),
        new Portal(app.gate()));
  }

  private static DataPlane.OfHsms ofHsms(App app, Config config, HsmJobThreads jobs) {
    ManagedHsms hsms = app.features().hsms();
    return new DataPlane.OfHsms(
        hsms,
        new HsmJobs(app.stores().hsms(), new HsmJobSql(), hsms.domains(), app.features().keys()),
        new BackupFolder(config.data().resolve("hsm-backups")),
        jobs,
        app.seams().clock());
  }

  private static Answerer graph(App app, Config config) {
    Graph graph = graphAlone(app, config);
    return new Beside("/scim", new Scim(app.gate(), config.clouds(), provisioning(app)), graph);
  }

  private static Provisioning provisioning(App app) {
    return new Provisioning(
        app.stores().directory(), app.stores().provisioning(), app.issuers()::provisionedBy);
  }

  private static Graph graphAlone(App app, Config config) {
    return new Graph(
        app.gate(),
        config.clouds(),
        app.features().people(),
        new AddPassword.Secrets(secretHash(app), app.seams().keys()),
        app.seams().clock());
  }

  private static Arm arm(App app, Config config) {
    Stores stores = app.stores();
    ExplainRoutes explanations =
        new ExplainRoutes(
            new Inquiry.Seams(app.authorizer(), stores.vaults()::access),
            new ProposeMigration.Ports(
                stores.access(), stores.vaults()::access, stores.directory(), stores.directory()));
    AuthorizationRoutes authorization =
        new AuthorizationRoutes(
            new CustomRoles(stores.access(), stores.roles(), app.rbac()),
            stores.denials(),
            stores.directory(),
            stores.directory(),
            explanations);
    return new Arm(
        app.gate(),
        config.clouds(),
        config.tenant(),
        new Arm.Parts(
            app.features().vaults(),
            app.features().hsms(),
            stores.identities(),
            app.features().secrets(),
            app.features().keys(),
            app.features().deployments()),
        List.of(
            new LockRoutes(stores.locks()),
            new ManagementGroupRoutes(
                new Groups(stores.groups(), stores.access(), app.rbac(), app.rbac())),
            new ElevationRoutes(app.features().elevation()),
            new RevealRoutes(app.features().revealing(), app.seams().clock()),
            authorization,
            explanations,
            new IdentityRoutes(stores.identities(), app.seams().keys())));
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
}
