package dev.strongroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnixSocketTest {
  @TempDir Path folder;
  private final Engine engine = new Engine(Limits.DEFAULT, new SplittableRandom(1));
  private final List<OptionalInt> users = new CopyOnWriteArrayList<>();
  private final Echo answerer =
      new Echo() {
        @Override
        public Response answer(Request request) {
          users.add(request.peerUser());
          return super.answer(request);
        }
      };

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void thePeersUserIsWhatTheKernelSays() throws Exception {
    Path path = folder.resolve("identity.sock");
    try (Listener listener = engine.listen(ListenerSettings.unixSocket(path), answerer)) {
      assertThat(listener.port()).isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-rw-rw-");
      assertThat(get(path)).startsWith("HTTP/1.1 200 OK").contains("|localhost:80|/x|");
    }

    int own = (Integer) Files.getAttribute(folder, "unix:uid");
    assertThat(users).containsExactly(OptionalInt.of(own));
  }

  @Test
  void aSocketLeftBehindIsReplacedButNotOneInUseOrAFile() throws Exception {
    Path path = folder.resolve("identity.sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    assertThat(Files.exists(path)).isTrue();
    try (Listener _ = engine.listen(ListenerSettings.unixSocket(path), answerer)) {
      assertThat(get(path)).startsWith("HTTP/1.1 200 OK");
      assertThatThrownBy(() -> engine.listen(ListenerSettings.unixSocket(path), answerer))
          .isInstanceOf(Engine.CannotListen.class)
          .hasMessageContaining("Another server");
    }
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertThatThrownBy(() -> engine.listen(ListenerSettings.unixSocket(file), answerer))
        .isInstanceOf(Engine.CannotListen.class)
        .hasMessageContaining("no socket");
    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  private static String get(Path path) throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(
          ByteBuffer.wrap(
              "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(4_096);
      while (channel.read(buffer) >= 0) {
        all.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
      return all.toString(StandardCharsets.US_ASCII);
    }
  }
}
