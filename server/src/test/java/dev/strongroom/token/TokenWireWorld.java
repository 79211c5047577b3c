package dev.strongroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.http.Answerer;
import dev.strongroom.identity.AddFederatedCredential;
import dev.strongroom.identity.AddFederatedCredential.Trust;
import dev.strongroom.identity.AddIdentityHeader;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.AddPassword.Secrets;
import dev.strongroom.identity.BindLocalEndpoint;
import dev.strongroom.identity.BindUnixUser;
import dev.strongroom.identity.CreateApplication.Registered;
import dev.strongroom.identity.CreateManagedIdentity;
import dev.strongroom.identity.DeleteCredential;
import dev.strongroom.identity.GeneratedSecret;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.identity.ReplaceCertificates;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.identity.ShareIdentityHeader;
import dev.strongroom.identity.SigningAssertions;
import dev.strongroom.identity.TestCertificate;
import dev.strongroom.identity.TokenKey;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.model.AppId;
import dev.strongroom.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The people and machines of the transcripts. `shop` has a secret, one that has expired, a
/// certificate and a federated credential; `closed` is disabled. `worker` (user-assigned) and
/// `machine` (system-assigned) share one header value; user 1000 is `worker`, user 1001 both; the
/// `bound` endpoint is `worker`.
final class TokenWireWorld implements AutoCloseable {
  private final IdentityWorld world;
  private final TokenService login;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final TestCertificate certificate;
  private final Registered shop;
  private final Registered closed;
  private final GeneratedSecret secret;
  private final ManagedIdentity worker;
  private String address = "10.0.0.7";

  TokenWireWorld(Path folder) {
    world = IdentityWorld.fresh(folder);
    login =
        new TokenService(
            world.gate, IdentityWorld.CLOUDS, world.signIn, world.people, () -> world.now);
    certificate = TestCertificate.rsa(world.now, world.now.plus(Duration.ofDays(90)));
    shop = world.application("shop");
    AppId app = shop.application().id();
    GeneratedSecret expired = passwordUntil(app, Duration.ofMinutes(1));
    secret = world.password(app);
    world.perform(
        new ReplaceCertificates(
            world.directory,
            app,
            new ReplaceCertificates.Wanted(
                List.of(),
                List.of(new ReplaceCertificates.Added("laptop", certificate.certificate())))));
    world.perform(
        new AddFederatedCredential(
            world.directory,
            app,
            "cluster",
            new Trust("https://issuer.invalid", "system:serviceaccount:a:b", Trust.AUDIENCE)));
    closed = world.application("closed");
    GeneratedSecret closedSecret = world.password(closed.application().id());
    world.perform(new SetPrincipalEnabled(world.directory, closed.principal().id(), false));
    worker = world.identity("worker");
    ResourceId machine = ResourceId.of("/subscriptions/s/providers/Strongroom/machines/m1");
    ManagedIdentity system =
        world.perform(
            new CreateManagedIdentity(
                world.directory, IdentityWorld.TENANT, machine, Assigned.SYSTEM));
    GeneratedSecret header =
        world.perform(
            new AddIdentityHeader(world.directory, world.secrets, worker.app(), "worker"));
    GeneratedSecret shared =
        world.perform(new AddIdentityHeader(world.directory, world.secrets, worker.app(), "both"));
    world.perform(new ShareIdentityHeader(world.directory, shared.credential().id(), system.app()));
    world.perform(new BindUnixUser(world.directory, worker.app(), 1000));
    world.perform(new BindUnixUser(world.directory, worker.app(), 1001));
    world.perform(new BindUnixUser(world.directory, system.app(), 1001));
    world.perform(new BindLocalEndpoint(world.directory, worker.app()));
    name("tenant", IdentityWorld.TENANT);
    name("shop", app);
    name("closed", closed.application().id());
    name("worker", worker.app());
    name("workerobject", worker.id());
    name("machine", system.app());
    name("secret", text(secret));
    name("expired", text(expired));
    name("closedsecret", text(closedSecret));
    String pair = app + ":" + text(secret);
    name("basic", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    name("header", text(header));
    name("shared", text(shared));
  }

  Answerer place(String name, Exchange exchange) {
    exchange.from(address);
    if (name.equals("login")) {
      return login;
    }
    exchange.at("http", "localhost", 50342).from("127.0.0.1");
    if (name.startsWith("socket")) {
      if (name.contains(":")) {
        exchange.user(Integer.parseInt(name.substring("socket:".length())));
      }
      return endpoint(new IdentityDoor.UnixSocket());
    }
    Optional<AppId> bound = name.equals("bound") ? Optional.of(worker.app()) : Optional.empty();
    return endpoint(new IdentityDoor.Loopback(bound));
  }

  void pass(Duration time) {
    world.pass(time);
  }

  void from(String newAddress) {
    address = newAddress;
  }

  void perform(String words) {
    switch (words) {
      case "delete the secret" ->
          world.perform(
              new DeleteCredential(
                  world.directory, shop.application().id(), secret.credential().id()));
      case "disable worker" ->
          world.perform(new SetPrincipalEnabled(world.directory, worker.id(), false));
      default -> throw new IllegalArgumentException("unknown operation: " + words);
    }
  }

  List<AuditEntry> records() {
    return world.records;
  }

  /// Puts values for names; assertions are signed only for a text that uses one.
  String filled(String text) {
    String out = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      out = out.replace("{" + name.getKey() + "}", name.getValue());
    }
    if (!out.contains("{assertion")) {
      return out;
    }
    SigningAssertions sign =
        new SigningAssertions(certificate, names.get("shop"), names.get("tenant"), world.now);
    for (Map.Entry<String, String> one : sign.byName().entrySet()) {
      String wanted = "{" + one.getKey() + "}";
      out = out.contains(wanted) ? out.replace(wanted, one.getValue()) : out;
    }
    return out;
  }

  /// Puts names for values, so that a transcript neither shows a secret nor depends on a key.
  String hidden(String text) {
    String out = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      out = out.replace(name.getValue(), "{" + name.getKey() + "}");
    }
    for (TokenKey key : world.store.read(world.keys::keys).all()) {
      out = out.replace(key.id(), "{kid}").replace(modulus(key), "{modulus}");
    }
    return out.replace(SigningAssertions.thumbprint(certificate), "{thumbprint}");
  }

  void verify(SignedJWT token) {
    boolean ours =
        world.store.read(world.keys::keys).all().stream().anyMatch(key -> signed(token, key));
    assertThat(ours).as("the token is signed by a key of ours").isTrue();
  }

  @Override
  public void close() {
    world.close();
  }

  private static boolean signed(SignedJWT token, TokenKey key) {
    try {
      return token.verify(new RSASSAVerifier(key.publicKey()));
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private ManagedIdentityEndpoint endpoint(IdentityDoor door) {
    return new ManagedIdentityEndpoint(world.gate, world.signIn, door, "westeurope");
  }

  private GeneratedSecret passwordUntil(AppId owner, Duration lifetime) {
    return world.perform(
        new AddPassword(
            world.directory,
            new Secrets(world.hash, world.secrets),
            owner,
            "old",
            Optional.of(world.now.plus(lifetime))));
  }

  private void name(String name, Object value) {
    names.put(name, value.toString());
  }

  private static String modulus(TokenKey key) {
    return Base64URL.encode(key.publicKey().getModulus()).toString();
  }

  private static String text(GeneratedSecret generated) {
    return new String(generated.value().reveal(), StandardCharsets.UTF_8);
  }
}
