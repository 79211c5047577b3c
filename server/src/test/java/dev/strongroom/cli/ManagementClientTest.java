package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.strongroom.identity.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the command line finds a server and signs in to it, over real TLS.
class ManagementClientTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private int tokenStatus = 200;
  private HttpsServer server;
  private TestCertificate tls;

  @BeforeEach
  void open() throws Exception {
    tls = TestCertificate.ec(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry(
        "tls", tls.pair().getPrivate(), PASSWORD, new Certificate[] {tls.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", this::answer);
    server.start();
    environment.put(
        "ARM_CLOUD_METADATA_URL", origin() + "/metadata/endpoints?api-version=2019-05-01");
    Path bundle = folder.resolve("ca.pem");
    Files.writeString(
        bundle,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(tls.certificate().getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    environment.put("SSL_CERT_FILE", bundle.toString());
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aTokenIsTakenAsItIs() throws Exception {
    environment.put("STRONGROOM_TOKEN", "given");
    Management.Answer answer = management().send("POST", "/scope?api-version=1", "{\"a\":1}");
    assertThat(answer).isEqualTo(new Management.Answer(200, "{\"done\":true}"));
    assertThat(asked).containsExactly("POST /scope?api-version=1 Bearer given {\"a\":1}");
  }

  @Test
  void aClientSecretGetsOneTokenForAllRequests() throws Exception {
    environment.put("AZURE_CLIENT_ID", "app");
    environment.put("AZURE_CLIENT_SECRET", "s&cret");
    environment.put("AZURE_TENANT_ID", "tenant");
    environment.put("AZURE_AUTHORITY_HOST", origin() + "/");
    Management management = management();
    management.send("GET", "/one", "");
    management.send("DELETE", "/two", "");
    assertThat(asked.getFirst())
        .startsWith("POST /tenant/oauth2/v2.0/token")
        .contains("client_id=app&client_secret=s%26cret&scope=https%3A%2F%2Flocalhost%3A");
    assertThat(asked.subList(1, asked.size()))
        .containsExactly("GET /one Bearer issued ", "DELETE /two Bearer issued ");
  }

  @Test
  void aManagedIdentityIsUsedWhenThereIsNothingElse() throws Exception {
    environment.put("IDENTITY_ENDPOINT", origin() + "/msi/token");
    environment.put("IDENTITY_HEADER", "header");
    management().send("GET", "/one", "");
    assertThat(asked.getFirst()).startsWith("GET /msi/token?api-version=2019-08-01&resource=https");
    assertThat(asked.getLast()).isEqualTo("GET /one Bearer issued ");
  }

  @Test
  void aRefusedSignInSaysWhyAndNotTheSecret() {
    environment.put("AZURE_CLIENT_ID", "app");
    environment.put("AZURE_CLIENT_SECRET", "s3cret");
    environment.put("AZURE_TENANT_ID", "tenant");
    environment.put("AZURE_AUTHORITY_HOST", origin());
    tokenStatus = 401;
    assertThatThrownBy(() -> management().send("GET", "/one", ""))
        .isInstanceOf(Failure.class)
        .hasMessage("Signing in failed with HTTP 401: wrong")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void withoutAServerOrAnIdentityItSaysWhatToSet() {
    assertThatThrownBy(() -> management().send("GET", "/one", ""))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("Who asks?");
    environment.put("ARM_CLOUD_METADATA_URL", "http://localhost/metadata");
    assertThatThrownBy(this::management).hasMessageContaining("is not an https URL: http://");
    environment.remove("ARM_CLOUD_METADATA_URL");
    assertThatThrownBy(this::management).hasMessageStartingWith("Which server?");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    asked.add(exchange.getRequestMethod() + " " + path + " " + authorization + " " + body);
    boolean token = path.contains("token");
    String text =
        !token
            ? "{\"done\":true}"
            : tokenStatus == 200
                ? "{\"access_token\":\"issued\"}"
                : "{\"error_description\":\"wrong\"}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(token ? tokenStatus : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String origin() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  private Management management() throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return ManagementClient.of(
        new Console(
            nowhere,
            nowhere,
            name -> Optional.ofNullable(environment.get(name)),
            Path.of("."),
            InstantSource.system(),
            new SecureRandom()));
  }
}
