package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.audit.AuditReader;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.keys.HsmStock;
import dev.strongroom.trust.FaultyModule;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.Pkcs11Seal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftHsm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The whole server on a real token, with premium vaults and one caller who may do everything with
/// keys.
final class HsmServer implements AutoCloseable {
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final String API = "?api-version=7.5";

  static final int SESSIONS = 3;

  private final Path folder;
  private final Duration answer;
  private final SoftHsm hsm;
  private FaultyModule module;
  private AppWorld world;
  private int starts;
  private String token; // outlives restarts, as the keys of the token service do

  HsmServer(Path folder) {
    this(folder, Duration.ofSeconds(5));
  }

  /// @param answer how long the token may take over a call
  HsmServer(Path folder, Duration answer) {
    this.folder = folder;
    this.answer = answer;
    this.hsm = SoftHsm.fresh(folder);
    start();
    token = world.ownerToken("vault");
  }

  SoftHsm token() {
    return hsm;
  }

  FaultyModule module() {
    return module;
  }

  AppWorld world() {
    return world;
  }

  HsmStock stock() {
    return world.app().hsm().orElseThrow();
  }

  Set<String> labels() {
    return stock().hsm().labels();
  }

  /// As after `kill -9`: what the old process had in mind is gone.
  void restart() {
    module.failing(_ -> Optional.empty());
    world.close();
    start();
  }

  private void start() {
    starts += 1;
    module = new FaultyModule(hsm.module());
    Pkcs11Seal.Settings settings =
        new Pkcs11Seal.Settings(
            Path.of("/given"),
            new HsmAddress.Labelled(SoftHsm.LABEL),
            "root",
            new HsmLimits(
                SESSIONS,
                answer,
                Duration.ofMillis(30),
                Duration.ofMillis(200),
                Duration.ofMillis(100)),
            true);
    world =
        new AppWorld(
            folder,
            new Pkcs11Seal(
                settings,
                module.cryptoki(),
                () -> SecretBytes.utf8(SoftHsm.PIN),
                Providers.jdkOnly()),
            AppWorld.NOW.plusMillis(starts));
  }

  /// In access-policy mode, premium.
  void makeVault(String name) {
    String owner = world.ownerToken("management");
    String body =
        "{\"location\":\"local\",\"properties\":{\"tenantId\":\""
            + AppWorld.TENANT
            + "\",\"sku\":{\"family\":\"A\",\"name\":\"premium\"},\"accessPolicies\":[{\"tenantId\":\""
            + AppWorld.TENANT
            + "\",\"objectId\":\""
            + world.objectId(owner)
            + "\",\"permissions\":{\"keys\":[\"all\",\"purge\"],\"secrets\":[\"all\"]}}]}}";
    String url =
        "https://management.test"
            + AppWorld.VAULT.toString().replaceFirst("/dev$", "/" + name)
            + "?api-version=2023-07-01";
    Response made = world.send("PUT", url, Optional.of(owner), body);
    assertThat(made.status()).as(text(made)).isEqualTo(201);
  }

  Response send(String vault, String method, String path, String body) {
    String url = "https://" + vault + ".vault.test/" + path + API;
    return world.send(method, url, Optional.of(token), body);
  }

  /// The answer, which must be a success.
  String done(String vault, String method, String path, String body) {
    Response answer = send(vault, method, path, body);
    assertThat(answer.status()).as("%s %s: %s", method, path, text(answer)).isBetween(200, 204);
    return text(answer);
  }

  /// The timetable's turn after so long that the caller has to sign in again.
  void after(Duration time) {
    world.pass(time);
    world.app().timetable().runDue();
    token = world.ownerToken("vault");
  }

  /// The timetable's next minute.
  void aMinute() {
    world.pass(Duration.ofMinutes(1));
    world.app().timetable().runDue();
  }

  List<String> recorded(String operation) {
    world.app().audit().flush();
    List<String> found = new ArrayList<>();
    try (AuditReader reader = AuditReader.from(folder.resolve("audit"), 0).orElseThrow()) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get().text().contains("\"" + operation + "\"")) {
          found.add(entry.get().text());
        }
      }
    }
    return found;
  }

  static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static Optional<String> header(Response response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Response.Header::value)
        .findFirst();
  }

  /// The text of a JSON member, wherever it stands.
  static String member(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as("%s in %s", name, json).isTrue();
    return found.group(1);
  }

  interface Condition {
    boolean holds();
  }

  static void until(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it happens").isLessThan(end);
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    module.goOn();
    module.failing(_ -> Optional.empty());
    world.close();
  }
}
