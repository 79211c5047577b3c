package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.Ran;
import dev.strongroom.devca.DevelopmentCa;
import dev.strongroom.process.TlsClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an operator of a production server has and does: a folder with certificates for two clouds,
/// a passphrase and one configuration file; `init`, once; and the first administrator's requests.
final class Operator {
  static final String TENANT = "11111111-1111-1111-1111-111111111111";
  private static final List<String> SUFFIXES = List.of("corp.test", "other.test");
  private static final String ADMINISTRATOR_OF_VAULT = "00482a5a-887f-4fb3-b363-3b7fe8e74483";
  private final Path folder;
  private final int port;
  private String listen = "127.0.0.1";
  private Map<String, String> environment = Map.of();
  private int started;

  /// Whom `init` made.
  record Administrator(String subscription, String client, String secret) {
    String group() {
      return "/subscriptions/" + subscription + "/resourceGroups/main";
    }

    String vault() {
      return group() + "/providers/Microsoft.KeyVault/vaults/first";
    }
  }

  Operator(Path folder) throws IOException {
    this.folder = folder;
    port = ChildServer.freePort();
    certificates("first");
    passphrase("correct horse battery staple");
    configure("");
  }

  int port() {
    return port;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  void certificates(String vault) {
    new DevelopmentCa(file("tls"), InstantSource.system(), new SecureRandom())
        .prepare(SUFFIXES, List.of(vault));
  }

  void passphrase(String text) throws IOException {
    Files.writeString(file("passphrase"), text + "\n");
  }

  void listenOn(String address) {
    listen = address;
  }

  /// The smallest production file, and `more`.
  void configure(String more) throws IOException {
    configure("{type: passphrase, passphrase-file: " + file("passphrase") + "}", more);
  }

  void configure(String seal, String more) throws IOException {
    Files.writeString(
        file("config.yaml"),
        """
        tenant: %s
        data: %s
        clouds:
          - suffix: corp.test
          - suffix: other.test
        listen:
          address: %s
          port: %d
          certificate: %s
          key: %s
        seal: %s
        %s\
        """
            .formatted(
                TENANT,
                file("data"),
                listen,
                port,
                file("tls/server.pem"),
                file("tls/server.key"),
                seal,
                more));
  }

  /// A command in this process. `server` must be refused: one that works would not return.
  Ran run(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--config", file("config.yaml").toString()));
    words.addAll(List.of(more));
    return Ran.strongroom(folder, words.toArray(String[]::new));
  }

  Administrator init() {
    Ran init = run("init");
    assertThat(init.code()).as(init.err()).isZero();
    return administrator(init.out());
  }

  /// As [#init()], in a process of its own.
  Administrator initProcess() throws IOException, InterruptedException {
    try (ChildProcess init = command("init")) {
      assertThat(init.exitCode()).as(init.output()).isZero();
      return administrator(init.output());
    }
  }

  private static Administrator administrator(String said) {
    return new Administrator(
        said(said, "subscription"), said(said, "client id"), said(said, "client secret"));
  }

  /// What the processes that start from now on find in their environment.
  void environment(Map<String, String> more) {
    environment = Map.copyOf(more);
  }

  /// A server that is on its way, or to its end.
  ChildProcess launch() throws IOException {
    return command("server");
  }

  /// Any command, in a process of its own.
  ChildProcess command(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--config", file("config.yaml").toString()));
    return bare(arguments);
  }

  /// Exactly these words, in a process of its own.
  ChildProcess bare(List<String> words) throws IOException {
    return ChildProcess.start(file("log-" + started++), environment, words.toArray(String[]::new));
  }

  ChildProcess server() throws IOException, InterruptedException {
    return launch().ready();
  }

  TlsClient client(String host) throws IOException, GeneralSecurityException {
    return new TlsClient(host, port, TlsClient.trusting(file("tls/ca.pem")));
  }

  Answer send(String host, String method, String target, Map<String, String> headers, String body)
      throws IOException, GeneralSecurityException {
    try (TlsClient client = client(host)) {
      return client.send(method, target, headers, body);
    }
  }

  /// A token for `audience`, got at the login host of `suffix`.
  String token(Administrator who, String suffix, String audience)
      throws IOException, GeneralSecurityException {
    try (TlsClient login = client("login." + suffix)) {
      return login.token(TENANT, who.client(), who.secret(), "https://" + audience + ":" + port);
    }
  }

  /// What the data plane of one cloud answers about a secret of the vault `first`.
  Answer secret(Administrator who, String suffix, String method, String name, String body)
      throws IOException, GeneralSecurityException {
    String token = token(who, suffix, "vault." + suffix);
    String target = "/secrets/" + name + "?api-version=7.4";
    return send("first.vault." + suffix, method, target, bearer(token), body);
  }

  static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  /// A PUT that the control plane must accept.
  Answer arm(Administrator who, String target, String body)
      throws IOException, GeneralSecurityException {
    String host = "management.corp.test";
    Answer answer = send(host, "PUT", target, bearer(token(who, "corp.test", host)), body);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    return answer;
  }

  /// The vault `first`, with every right on it for the one who makes it.
  void makeVault(Administrator who) throws IOException, GeneralSecurityException {
    makeVault(who, "standard");
  }

  void makeVault(Administrator who, String sku) throws IOException, GeneralSecurityException {
    arm(who, who.group() + "?api-version=2022-09-01", "{\"location\":\"local\"}");
    arm(
        who,
        who.vault() + "?api-version=2026-02-01",
        "{\"location\":\"local\",\"properties\":{\"tenantId\":\""
            + TENANT
            + "\",\"sku\":{\"family\":\"A\",\"name\":\""
            + sku
            + "\"}}}");
    allow(who, claim(token(who, "corp.test", "vault.corp.test"), "oid"), ADMINISTRATOR_OF_VAULT);
  }

  /// Gives a role on the vault to an application or a managed identity.
  void allow(Administrator who, String principal, String role)
      throws IOException, GeneralSecurityException {
    arm(
        who,
        who.vault()
            + "/providers/Microsoft.Authorization/roleAssignments/"
            + principal
            + "?api-version=2022-04-01",
        "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/"
            + role
            + "\",\"principalId\":\""
            + principal
            + "\",\"principalType\":\"ServicePrincipal\"}}");
  }

  static String claim(String token, String name) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return new Answer(0, Map.of(), claims).member(name).orElseThrow();
  }

  private static String said(String said, String what) {
    Matcher line = Pattern.compile("^" + what + " +(\\S+)", Pattern.MULTILINE).matcher(said);
    assertThat(line.find()).as(said).isTrue();
    return line.group(1);
  }
}
