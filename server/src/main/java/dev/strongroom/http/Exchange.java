package dev.strongroom.http;

import dev.strongroom.kernel.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/// One request and its answer: collects the body within the limits, has it answered, writes the
/// answer and wipes both. Lives on its connection's event loop.
final class Exchange {
  private static final long NO_ERROR = 0;
  private static final byte[] NO_BODY = {};

  private enum Phase {
    ARRIVING,
    ANSWERING,
    WRITING,
    OVER
  }

  private final HttpServerRequest wire;
  private final Connection connection;
  private final Surroundings around;
  private final RequestHead head;
  private final BodyBuffer body;
  private Phase phase = Phase.ARRIVING;
  private boolean refused;
  private long since;

  Exchange(HttpServerRequest wire, Connection connection, long began) {
    this.wire = wire;
    this.connection = connection;
    this.around = connection.around();
    this.head = RequestHead.of(wire, around.limits().sizes());
    this.body = new BodyBuffer(around.limits().sizes(), around.bodyBytes());
    this.since = began;
  }

  /// Refuses a request of which not even the head arrived in time.
  static void refuseUnread(Connection connection) {
    Request unread = Requests.unread(connection);
    Problem late = new Problem.TimedOut(connection.around().limits().times().request());
    EventLoop loop = connection.channel().eventLoop();
    connection
        .around()
        .dispatch()
        .refuse(
            unread,
            late,
            made ->
                loop.execute(() ->
                    made.ifPresentOrElse(
                        response -> connection.farewell(response, true), connection::close)));
  }

  void begin() {
    wire.exceptionHandler(_ -> lost());
    wire.handler(this::collect);
    wire.endHandler(_ -> arrived());
    if (head.objection().isPresent()) {
      refuse(head.objection().get());
    } else if (!fits(announced())) {
      refuse(tooLarge());
    } else if (!connection.isMultiplexed() && announcesNoBody()) {
      arrived();
    } else if (wire.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      wire.response().writeContinue();
    }
  }

  /// Looks at the clock.
  void look(long now) {
    if (now - since <= around.limits().times().request().toNanos()) {
      return;
    }
    switch (phase) {
      case ARRIVING -> refuse(new Problem.TimedOut(around.limits().times().request()));
      case WRITING -> abandon();
      case ANSWERING, OVER -> {}
    }
  }

  private void collect(Buffer chunk) {
    if (phase != Phase.ARRIVING) {
      return;
    }
    ByteBuf bytes = ((BufferInternal) chunk).getByteBuf();
    fits(bytes.readableBytes()); // the limit may be another one
    switch (body.add(bytes)) {
      case YES -> {}
      case TOO_LARGE -> refuse(tooLarge());
      case NO_ROOM ->
          refuse(
              new Problem.Unavailable(
                  "The server is taking in as many request bodies as it may at once.",
                  Limits.RETRY_AFTER));
    }
  }

  /// What is more than usual may be usual for what it is sent to.
  private boolean fits(long more) {
    if (!body.hasRoom(more)) {
      int usual = around.limits().sizes().bodyBytes();
      Request request = Requests.of(wire, head, NO_BODY, connection);
      body.raise(around.dispatch().bodyLimit(request, usual));
    }
    return body.hasRoom(more);
  }

  private void arrived() {
    if (phase == Phase.ARRIVING) {
      phase = Phase.ANSWERING;
      around.dispatch().answer(Requests.of(wire, head, body.bytes(), connection), this::reply);
    }
  }

  private void refuse(Problem problem) {
    phase = Phase.ANSWERING;
    refused = true;
    body.close();
    around.dispatch().refuse(Requests.of(wire, head, NO_BODY, connection), problem, this::reply);
  }

  private void reply(Optional<Response> made) {
    EventLoop loop = connection.channel().eventLoop();
    if (loop.inEventLoop()) {
      answered(made);
      return;
    }
    try {
      loop.execute(() -> answered(made));
    } catch (RejectedExecutionException stopped) {
      made.ifPresent(response -> Arrays.fill(response.body(), (byte) 0));
    }
  }

  private void answered(Optional<Response> made) {
    body.close();
    if (phase == Phase.OVER) {
      made.ifPresent(response -> Arrays.fill(response.body(), (byte) 0));
    } else if (made.isEmpty()) {
      abandon();
    } else if (refused && !connection.isMultiplexed()) {
      connection.farewell(made.get(), wire.method() != HttpMethod.HEAD);
      over();
    } else {
      write(made.get());
    }
  }

  private void write(Response response) {
    phase = Phase.WRITING;
    since = System.nanoTime();
    HttpServerResponse out = wire.response().setStatusCode(response.status());
    MultiMap headers = out.headers();
    response
        .headers()
        .forEach(
            header -> headers.add(HeaderNames.of(header.name()), (CharSequence) header.value()));
    byte[] bytes = response.body();
    if (wire.method() == HttpMethod.HEAD) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
    }
    (bytes.length == 0 ? out.end() : out.end(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes))))
        .onComplete(_ -> {
          Arrays.fill(bytes, (byte) 0);
          written();
        });
  }

  private void written() {
    if (refused && !wire.isEnded()) {
      wire.response().reset(NO_ERROR);
    }
    over();
  }

  private void lost() {
    if (phase == Phase.ARRIVING) {
      body.close();
    }
    over();
  }

  /// Gives the client up: this stream only, where there are streams.
  private void abandon() {
    over();
    if (connection.isMultiplexed()) {
      wire.response().reset();
    } else {
      connection.close();
    }
  }

  private void over() {
    if (phase != Phase.OVER) {
      phase = Phase.OVER;
      connection.ended(this);
    }
  }

  private boolean announcesNoBody() {
    return announced() <= 0 && !wire.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /// -1 when no length was announced. The engine has refused what is no number.
  private long announced() {
    String length = wire.headers().get(HttpHeaders.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length.trim());
  }

  private Problem tooLarge() {
    return new Problem.TooLarge("body", body.max());
  }
}
