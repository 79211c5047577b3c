package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.TokenInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.ToLongFunction;

/// A token that was found and logged in to, until it is lost. Handles of objects mean something
/// within one connection only, so they are remembered here.
final class HsmConnection {
  private final Cryptoki cryptoki;
  private final TokenInfo token;
  private final ConcurrentLinkedDeque<Long> idle = new ConcurrentLinkedDeque<>();
  private final Map<String, Long> handles = new ConcurrentHashMap<>();
  private volatile Map<Long, Long> mechanisms = Map.of();

  /// The session that logged in stays open and is lent to nobody: the login ends with the last
  /// session of the process.
  HsmConnection(Cryptoki cryptoki, TokenInfo token) {
    this.cryptoki = cryptoki;
    this.token = token;
  }

  /// What is done in one session.
  @FunctionalInterface
  interface Work<R> {
    R in(Session session);
  }

  /// A borrowed session. A module serves one call at a time in it.
  record Session(Cryptoki cryptoki, long id, HsmConnection connection) {
    TokenInfo token() {
      return connection.token;
    }

    /// The object that `search` finds, looked for once per connection.
    long handle(String name, ToLongFunction<Session> search) {
      Long known = connection.handles.get(name);
      if (known != null) {
        return known;
      }
      long found = search.applyAsLong(this);
      if (connection.handles.size() >= HsmLimits.HANDLES_MAX) {
        connection.handles.clear();
      }
      connection.handles.put(name, found);
      return found;
    }

    /// For an object that is gone, or is another one by now.
    void forget(String name) {
      connection.handles.remove(name);
    }

    /// Whether the token says that it has this mechanism (`CKM_…`) for this function (`CKF_…`).
    boolean offers(long mechanism, long function) {
      if (connection.mechanisms.isEmpty()) {
        connection.mechanisms = cryptoki.mechanisms(connection.token.slot());
      }
      return (connection.mechanisms.getOrDefault(mechanism, 0L) & function) == function;
    }
  }

  /// A session that met a failure may have an operation under way that nobody will finish: it is
  /// closed and not used again.
  <R> R run(Work<R> work) {
    Long waiting = idle.poll();
    long id = waiting == null ? cryptoki.openSession(token.slot()) : waiting;
    boolean clean = false;
    try {
      R result = work.in(new Session(cryptoki, id, this));
      idle.push(id);
      clean = true;
      return result;
    } finally {
      if (!clean) {
        drop(id);
      }
    }
  }

  private void drop(long id) {
    try {
      cryptoki.closeSession(id);
    } catch (CryptokiFailure gone) {
      return; // lost already, which is why it is dropped
    }
  }
}
