package dev.strongroom;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Engine;
import dev.strongroom.http.Limits;
import dev.strongroom.http.Listener;
import dev.strongroom.http.ListenerSettings;
import dev.strongroom.http.Relay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// The listeners of a process. The TLS listener stays the same while what answers behind it
/// changes, so that a server that is sealed and one that is open are one for who connects.
public final class Front implements AutoCloseable {
  /// Request ids are neither secret nor proof of anything; they only must not wait for each other.
  private static final RandomGenerator REQUEST_IDS = () -> ThreadLocalRandom.current().nextLong();

  private final Engine engine;
  private final Optional<Relay> relay;
  private final List<Listener> listeners = new ArrayList<>();

  private Front(Engine engine, Optional<Relay> relay) {
    this.engine = engine;
    this.relay = relay;
  }

  /// Listens for TLS, and has `first` answer.
  public static Front open(Config config, Answerer first) {
    Relay relay = new Relay(first);
    Front front =
        new Front(new Engine(limits(config.listen().limits()), REQUEST_IDS), Optional.of(relay));
    boolean opened = false;
    try {
      Config.Listen listen = config.listen();
      List<ListenerSettings.TlsFiles> files =
          List.of(new ListenerSettings.TlsFiles(listen.certificate(), listen.key()));
      front.listen(ListenerSettings.tls(listen.address(), listen.port(), files), relay);
      opened = true;
      return front;
    } finally {
      if (!opened) {
        front.close();
      }
    }
  }

  /// Without the TLS listener, for what listens on a socket of its own only.
  public static Front behindNothing(Config config) {
    Engine engine = new Engine(limits(config.listen().limits()), REQUEST_IDS);
    return new Front(engine, Optional.empty());
  }

  /// Requests that arrive from now on are answered by `next`.
  public void serve(Answerer next) {
    relay.orElseThrow().to(next);
  }

  public synchronized Listener listen(ListenerSettings where, Answerer answerer) {
    Listener listener = engine.listen(where, answerer);
    listeners.add(listener);
    return listener;
  }

  /// Ends one listener before the others.
  public synchronized void end(Listener listener) {
    listeners.remove(listener);
    listener.close();
  }

  /// Looks at the certificate files again; meant to be called every few seconds.
  public synchronized void reloadCertificates() {
    listeners.forEach(Listener::reloadIfChanged);
  }

  @Override
  public synchronized void close() {
    listeners.forEach(Listener::close);
    engine.close();
  }

  private static Limits limits(Config.Limits given) {
    Limits.Sizes sizes =
        new Limits.Sizes(
            given.headerBytes(),
            given.uriLength(),
            given.bodyBytes(),
            Limits.Sizes.DEFAULT.bodyBytesInFlight());
    Limits.Times times =
        new Limits.Times(
            given.requestTime(),
            given.idleTime(),
            Limits.Times.DEFAULT.handshake(),
            Limits.Times.DEFAULT.close());
    Limits.Counts counts =
        new Limits.Counts(
            given.connections(),
            given.connectionsPerAddress(),
            given.concurrentRequests(),
            Limits.Counts.DEFAULT.streams(),
            Limits.Counts.DEFAULT.resets());
    return new Limits(sizes, times, counts);
  }
}
