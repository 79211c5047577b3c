package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.RootOfTrust;
import dev.strongroom.audit.UnusableAuditLog;
import dev.strongroom.cli.SealChange.Step;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Refused;
import dev.strongroom.store.Postgres;
import dev.strongroom.store.PostgresFixture;
import dev.strongroom.store.UnusableDatabase;
import dev.strongroom.trust.AgeKeys;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.FaultyModule;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.HsmAway;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.HsmPin;
import dev.strongroom.trust.OperatorIdentity;
import dev.strongroom.trust.OperatorKey;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.PassphraseSeal;
import dev.strongroom.trust.Pkcs11Seal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SealRefused;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftHsm;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.ReturnValue;
import dev.strongroom.trust.pkcs11.TokenInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A change of the root key that dies after any of its steps: the old seal opens everything, or the
/// new one does, never neither; running it again finishes it; no root key is left that nobody
/// knows.
class SealChangeTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Providers PROVIDERS = Providers.jdkOnly();
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00.250Z");
  private static final String SECRET = "https://dev.vault.test/secrets/kept?api-version=7.4";

  private enum Kind {
    FILE,
    PASSPHRASE,
    HSM,
    OPERATORS
  }

  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @TempDir private Path folder;
  private final List<OperatorsSeal.Operator> operators = new ArrayList<>();
  private Optional<SoftHsm> hsm = Optional.empty();
  private Path data;

  @BeforeEach
  void operators() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    for (String name : List.of("alice", "bob")) {
      OperatorKey key = OperatorKey.parse(AgeKeys.write(folder.resolve(name))).orElseThrow();
      operators.add(new OperatorsSeal.Operator(name, key));
    }
  }

  static Stream<Arguments> changesAndSteps() {
    List<Arguments> all = new ArrayList<>();
    for (Kind from : Kind.values()) {
      for (Kind to : Kind.values()) {
        for (Step step : Step.values()) {
          all.add(Arguments.of(from, to, step));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("changesAndSteps")
  void whereverItDiesThereIsOneWayOn(Kind from, Kind to, Step last) throws Exception {
    Config config = serverWithASecret(from);
    boolean rotation = from == to;
    assertThatThrownBy(() -> change(config, seal(from), seal(to), last).run())
        .isInstanceOf(Died.class);

    boolean moved = last == Step.MOVED;
    assertThat(opens(config, seal(from))).as("the old seal").isEqualTo(!moved || rotation);
    assertThat(opens(config, seal(to))).as("the new seal").isEqualTo(moved || rotation);

    SealChange.Outcome outcome = change(config, seal(from), seal(to)).run();
    assertThat(outcome.keys().isPresent()).as("wrapped anew").isEqualTo(!moved || rotation);
    assertThat(opens(config, seal(from))).as("the old seal, at last").isEqualTo(rotation);
    assertThat(value(to)).contains("\"value\":\"kept\"");
    assertThat(rootKeys(to)).as("root keys").isEqualTo(rotation ? moved ? 3 : 2 : 1);
    assertThat(seal(to).ids(RANDOM)).contains(outcome.newId()).hasSize((int) rootKeys(to));
    seal(from).destroy(RANDOM, outcome.oldId());
    assertThat(opens(config, seal(to))).as("without the old root key").isTrue();
  }

  @Test
  void aSealThatHoldsAnotherRootKeyIsNotTaken() throws Exception {
    Config config = serverWithASecret(Kind.FILE);
    seal(Kind.PASSPHRASE).create(RANDOM).close();
    assertThatThrownBy(() -> change(config, seal(Kind.FILE), seal(Kind.PASSPHRASE)).run())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("root key already under the new seal");
    assertThat(opens(config, seal(Kind.FILE))).isTrue();
  }

  @Test
  void aRunningServerIsNotPulledAwayFrom() throws Exception {
    Config config = serverWithASecret(Kind.FILE);
    try (AppWorld _ = world(Kind.FILE)) {
      assertThatThrownBy(() -> change(config, seal(Kind.FILE), seal(Kind.PASSPHRASE)).run())
          .isInstanceOfAny(UnusableDatabase.class, UnusableAuditLog.class);
    }
    assertThat(seal(Kind.PASSPHRASE).exists()).isFalse();
  }

  @Test
  void anHsmThatFailsAtAnyCallLeavesTheOldSealInCharge() throws Exception {
    Config config = serverWithASecret(Kind.FILE);
    SoftHsm token = token();
    for (int call = 1; call < 40; call += 1) {
      var module = new FaultyModule(token.module());
      int failing = call;
      AtomicInteger calls = new AtomicInteger();
      module.failing(_ ->
          calls.incrementAndGet() == failing
              ? Optional.of(ReturnValue.DEVICE_ERROR)
              : Optional.empty());
      try {
        change(config, seal(Kind.FILE), hsmSeal(module.cryptoki())).run();
        break;
      } catch (SealRefused | HsmAway | Refused refused) {
        assertThat(opens(config, seal(Kind.FILE))).as("call %d", call).isTrue();
      }
    }
    assertThat(value(Kind.HSM)).contains("kept");
    assertThat(rootKeys(Kind.HSM)).as("no orphan in the token").isEqualTo(1);
  }

  @Test
  void nodesOfOneDatabaseFollowOneAfterTheOther() throws Exception {
    Postgres.Address address =
        PostgresFixture.address(PostgresFixture.server().freshDatabase(), true);
    Config.Store store =
        new Config.Store.Postgres(
            address.url(), address.user(), address.passwordFile(), address.connections(), true);
    Path second = Files.createDirectory(folder.resolve("second"));
    Config one;
    Config two;
    try (AppWorld first = new AppWorld(data, store, "one", seal(Kind.FILE));
        AppWorld other = new AppWorld(second, store, "two", seal(Kind.FILE))) {
      one = first.config();
      two = other.config();
      assertThatThrownBy(() -> change(one, seal(Kind.FILE), seal(Kind.PASSPHRASE)).run())
          .isInstanceOf(UnusableDatabase.class)
          .hasMessageContaining("another Strongroom uses this database");
    }
    change(one, seal(Kind.FILE), seal(Kind.PASSPHRASE)).run();
    assertThat(opens(one, seal(Kind.PASSPHRASE))).isTrue();
    assertThatThrownBy(() -> open(two, seal(Kind.PASSPHRASE)))
        .isInstanceOf(UnusableAuditLog.class)
        .hasMessageContaining("strongroom seal node");
    SealChange node = change(two, seal(Kind.FILE), seal(Kind.PASSPHRASE));
    node.bringNode(node.history());
    assertThat(opens(two, seal(Kind.PASSPHRASE))).isTrue();
    change(one, seal(Kind.PASSPHRASE), seal(Kind.PASSPHRASE)).run();
    assertThat(opens(two, seal(Kind.PASSPHRASE))).as("after a rotation it follows alone").isTrue();
  }

  private Config serverWithASecret(Kind kind) {
    try (AppWorld world = world(kind)) {
      Response put =
          world.send("PUT", SECRET, Optional.of(world.ownerToken("vault")), "{\"value\":\"kept\"}");
      assertThat(put.status()).isEqualTo(200);
      return world.config();
    }
  }

  private String value(Kind kind) {
    try (AppWorld world = world(kind)) {
      Response got = world.send("GET", SECRET, Optional.of(world.ownerToken("vault")), "");
      return new String(got.body(), StandardCharsets.UTF_8);
    }
  }

  private AppWorld world(Kind kind) {
    Seal seal = seal(kind);
    if (seal instanceof OperatorsSeal shared && shared.exists()) {
      current().ifPresent(shared::choose);
      gather(shared);
    }
    return new AppWorld(data, seal);
  }

  /// The root key that the database of the first node belongs to.
  private Optional<String> current() {
    return RootOfTrust.history(configOf(data), seams()).current();
  }

  private static Config configOf(Path folder) {
    return AppWorld.config(folder, new Config.Store.Sqlite(), "node");
  }

  private boolean opens(Config config, Seal seal) {
    try {
      open(config, seal);
      return true;
    } catch (SealRefused | UnusableAuditLog refused) {
      return false;
    }
  }

  private void open(Config config, Seal seal) {
    if (seal instanceof OperatorsSeal shared && shared.exists()) {
      RootOfTrust.history(config.alone(), seams()).current().ifPresent(shared::choose);
      gather(shared);
    }
    App.open(config, seal, PROVIDERS, seams()).close();
  }

  private SealChange change(Config config, Seal from, Seal to) {
    return new SealChange(
        config, from, to, new SealChange.World(seams(), PROVIDERS, this::gather, _ -> {}, false));
  }

  private SealChange change(Config config, Seal from, Seal to, Step last) {
    SealChange.Watcher death =
        step -> {
          if (step == last) {
            throw new Died();
          }
        };
    return new SealChange(
        config, from, to, new SealChange.World(seams(), PROVIDERS, this::gather, death, false));
  }

  private static App.Seams seams() {
    return new App.Seams(() -> NOW, RANDOM, new SplittableRandom(3), App.Machine.real());
  }

  /// Gives both operators' shares.
  private void gather(OperatorsSeal seal) {
    List<OperatorsSeal.Sealed> sealed = seal.progress().operators();
    for (OperatorsSeal.Sealed one : sealed) {
      try (SecretBytes key = SecretBytes.owning(Files.readAllBytes(folder.resolve(one.name())));
          OperatorIdentity identity = OperatorIdentity.parse(key).orElseThrow()) {
        seal.give(identity.decrypt(one.share(), PROVIDERS, RANDOM));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private Seal seal(Kind kind) {
    return switch (kind) {
      case FILE -> new FileSeal(folder.resolve("file-seal"), PROVIDERS);
      case PASSPHRASE ->
          new PassphraseSeal(
              folder.resolve("passphrase-seal"),
              SecretBytes.utf8("correct horse battery staple"),
              Argon2Cost.SECRET,
              PROVIDERS);
      case HSM -> hsmSeal(token().module());
      case OPERATORS ->
          new OperatorsSeal(
              new OperatorsSeal.Settings(folder.resolve("operators-seal"), 2, operators),
              PROVIDERS);
    };
  }

  private static Pkcs11Seal hsmSeal(Cryptoki module) {
    Pkcs11Seal.Settings settings =
        new Pkcs11Seal.Settings(
            Path.of("/given"),
            new HsmAddress.Labelled(SoftHsm.LABEL),
            "root",
            HsmLimits.DEFAULT,
            true);
    HsmPin pin = () -> SecretBytes.utf8(SoftHsm.PIN);
    return new Pkcs11Seal(settings, module, pin, PROVIDERS);
  }

  private SoftHsm token() {
    if (hsm.isEmpty()) {
      hsm = Optional.of(SoftHsm.fresh(folder));
    }
    return hsm.get();
  }

  /// How many root keys lie under the seal.
  private long rootKeys(Kind kind) throws IOException {
    if (kind == Kind.HSM) {
      return secretKeysInToken();
    }
    String name = kind.name().toLowerCase(Locale.ROOT) + "-seal";
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(name)).count();
    }
  }

  private long secretKeysInToken() {
    Cryptoki module = token().module();
    module.initialize();
    TokenInfo found = new HsmAddress.Labelled(SoftHsm.LABEL).find(module);
    long session = module.openSession(found.slot());
    module.login(session, SoftHsm.PIN.getBytes(StandardCharsets.US_ASCII));
    var secret = List.of(Attribute.number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY));
    long count = module.find(session, secret, 100).size();
    module.finish();
    return count;
  }
}
