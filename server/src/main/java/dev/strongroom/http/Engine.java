package dev.strongroom.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.Http2ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerBuilder;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocketServerConfig;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The HTTP engine of the process: its event loops and the counts that all listeners share.
public final class Engine implements AutoCloseable {
  /// Room in the first line for a method and the version, beside the target.
  private static final int FIRST_LINE_REST = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();
  private static final int CONNECTION_WINDOW = 1 << 20;

  private final Limits limits;
  private final RandomGenerator random;
  private final Admission admission;
  private final Semaphore requests;
  private final Semaphore refusals = new Semaphore(Limits.REFUSALS);
  private final AtomicInteger listeners = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();
  private final ExecutorService threads;
  private final Vertx vertx;
  private final SSLEngineOptions tls = ServerTls.engine();

  /// @param random makes request ids
  public Engine(Limits limits, RandomGenerator random) {
    this.limits = limits;
    this.random = random;
    this.admission = new Admission(limits.counts());
    this.requests = new Semaphore(limits.counts().requests());
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(LOOPS)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    this.vertx =
        Vertx.builder()
            .with(options)
            .withTransport(new AdmittingTransport(admission).named())
            .build();
  }

  /// It could not listen; the message says where and why.
  public static final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(String message) {
      super(message);
    }
  }

  /// Listens, and has `answerer` answer. Throws [CannotListen] or [UnusableCertificate].
  public Listener listen(ListenerSettings settings, Answerer answerer) {
    boolean secure = !settings.certificates().isEmpty();
    Endpoint endpoint = Endpoint.of(settings.where(), secure, listeners.incrementAndGet());
    Optional<ServerSSLOptions> certificates =
        secure
            ? Optional.of(ServerTls.options(settings.certificates(), limits.times()))
            : Optional.empty();
    Surroundings around =
        new Surroundings(
            secure ? "https" : "http",
            limits,
            new Dispatch(answerer, threads, requests, refusals),
            random,
            bodyBytes);
    List<HttpServer> started = new CopyOnWriteArrayList<>();
    deploy(
        () ->
            new ListenerLoop(
                () -> server(certificates), endpoint.address(), around, admission, started),
        endpoint);
    endpoint.opened();
    return new Listener(started, settings.certificates(), limits.times());
  }

  /// Connections open now.
  public int connections() {
    return admission.open();
  }

  /// The bytes of all request bodies that are held now.
  long bodyBytes() {
    return bodyBytes.get();
  }

  @Override
  public void close() {
    await(vertx.close());
    threads.shutdownNow();
  }

  static void await(Future<?> done) {
    try {
      done.toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
      throw new CannotListen(String.valueOf(cause.getMessage()));
    } catch (TimeoutException late) {
      throw new CannotListen(
          "The HTTP engine did not finish within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CannotListen("Interrupted");
    }
  }

  private void deploy(Supplier<ListenerLoop> loops, Endpoint endpoint) {
    int instances = endpoint.shared() ? LOOPS : 1;
    try {
      await(vertx.deployVerticle(loops, new DeploymentOptions().setInstances(instances)));
    } catch (CannotListen failed) {
      throw new CannotListen("Cannot listen on " + endpoint.name() + ": " + failed.getMessage());
    }
  }

  private HttpServer server(Optional<ServerSSLOptions> certificates) {
    HttpServerConfig config =
        new HttpServerConfig()
            .setHandle100ContinueAutomatically(false)
            .setWebSocketConfig(
                new WebSocketServerConfig()
                    .setUsePerFrameCompression(false)
                    .setUsePerMessageCompression(false))
            .setHttp1Config(
                new Http1ServerConfig()
                    .setMaxInitialLineLength(limits.sizes().uriLength() + FIRST_LINE_REST)
                    .setMaxHeaderSize(limits.sizes().headerBytes()));
    HttpServerBuilder builder = vertx.httpServerBuilder();
    if (certificates.isEmpty()) {
      return builder.with(config.setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1)).build();
    }
    config
        .setVersions(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0)
        .setHttp2Config(http2());
    return builder.with(config).with(certificates.get()).with(tls).build();
  }

  private Http2ServerConfig http2() {
    return new Http2ServerConfig()
        .setConnectionWindowSize(CONNECTION_WINDOW)
        .setRstFloodMaxRstFramePerWindow(limits.counts().resets())
        .setRstFloodWindowDuration(Limits.RESET_WINDOW)
        .setMaxSmallContinuationFrames(Limits.SMALL_CONTINUATIONS)
        .setInitialSettings(
            new Http2Settings()
                .setPushEnabled(false)
                .setMaxConcurrentStreams(limits.counts().streams())
                .setMaxHeaderListSize(
                    (long) Limits.HEADER_LIST_ROOM * limits.sizes().headerBytes()));
  }
}
