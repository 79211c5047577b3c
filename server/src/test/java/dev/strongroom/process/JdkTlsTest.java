package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Greeting;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where BoringSSL has no library for the machine, the JDK's TLS serves with the same floor.
class JdkTlsTest {
  @Test
  void withoutTheNativeLibraryTheJdkServesTheSameFloor(@TempDir Path folder) throws Exception {
    int port = ChildServer.freePort();
    Path data = folder.resolve("data");
    try (ChildProcess server =
        ChildProcess.start(
            folder.resolve("log"),
            List.of(),
            classPathWithoutBoringSsl(),
            "dev",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port))) {
      server.ready();
      assertThat(server.output().lines().filter(line -> line.contains("TLS is the JDK's")))
          .hasSize(1)
          .allMatch(line -> line.contains("handshakes cost more"));
      for (String version : List.of("TLSv1.3", "TLSv1.2")) {
        for (HttpClient.Version http :
            List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
          HttpResponse<String> answer = get(data, port, version, http);
          assertThat(answer.headers().firstValue("x-ms-request-id")).isPresent();
          assertThat(answer.version()).isEqualTo(http);
          assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(version);
          assertThat(answer.sslSession().orElseThrow().getCipherSuite())
              .containsAnyOf("_GCM_", "_CHACHA20_");
        }
      }
      assertThat(Greeting.answer(port, Greeting.TLS_1_2, Greeting.ECDSA_AES_128_GCM))
          .containsExactly(Greeting.HANDSHAKE);
      assertThat(Greeting.answer(port, Greeting.TLS_1_2, Greeting.ECDSA_AES_128_CBC_SHA))
          .containsExactly(Greeting.ALERT, Greeting.HANDSHAKE_FAILURE);
      assertThat(Greeting.answer(port, Greeting.TLS_1_1, Greeting.ECDSA_AES_128_CBC_SHA))
          .containsExactly(Greeting.ALERT, Greeting.PROTOCOL_VERSION);
    }
  }

  private static String classPathWithoutBoringSsl() {
    String all = System.getProperty("java.class.path");
    String without =
        Stream.of(all.split(File.pathSeparator))
            .filter(jar -> !jar.contains("netty-tcnative-boringssl"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(without).hasSizeLessThan(all.length());
    return without;
  }

  private static HttpResponse<String> get(
      Path data, int port, String version, HttpClient.Version http) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {version});
    URI uri = URI.create("https://localhost:" + port + "/");
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(http)
            .sslContext(TlsClient.trusting(data.resolve("tls/ca.pem")))
            .sslParameters(parameters)
            .build()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
