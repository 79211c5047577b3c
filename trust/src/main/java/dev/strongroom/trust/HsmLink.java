package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Work;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.ReturnValue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/// Keeps a token within reach: notices when it is lost, and comes back.
///
/// Lost is what the probe says: modules answer `CKR_GENERAL_ERROR` for a token that was pulled out
/// and for a ciphertext that was changed alike, and nobody who can change a row of the database may
/// make the server drop its HSM. Coming back begins with a new login and ends with initialising the
/// whole module anew, which some need before they see a token again.
final class HsmLink {
  private static final System.Logger LOG = System.getLogger("strongroom.hsm");

  private sealed interface State {
    record Up(HsmConnection connection) implements State {}

    /// @param since and `retryAt`: in the link's nanoseconds
    record Away(String reason, long since, long retryAt, Duration pause) implements State {}
  }

  private final HsmLogin login;
  private final HsmLimits limits;
  private final LongSupplier nanos;
  private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();
  private volatile State state;
  private volatile Work<?> probe = session -> session.cryptoki().token(session.token().slot());
  private volatile long looked;

  HsmLink(HsmLogin login, HsmLimits limits, LongSupplier nanos) {
    this.login = login;
    this.limits = limits;
    this.nanos = nanos;
    long now = nanos.getAsLong();
    this.state = new State.Away("it was not looked for yet", now, now, Duration.ZERO);
  }

  /// What tells a token that is well from one that is lost; it should use what matters.
  void probeWith(Work<?> work) {
    probe = work;
  }

  /// Why the token is away; empty while it is not.
  Optional<String> trouble() {
    return switch (state) {
      case State.Up _ -> Optional.empty();
      case State.Away(var reason, _, _, _) -> Optional.of(reason);
    };
  }

  /// @throws HsmAway when the token is lost
  /// @throws CryptokiFailure when the token is well and refuses what was asked
  <R> R run(Work<R> work) {
    State.Up first = reached();
    try {
      return during(first, work);
    } catch (CryptokiFailure failure) {
      if (failure.is(HsmAnswers.ABOUT_REQUEST)) {
        throw failure;
      }
      boolean well = well(first);
      if (well && !failure.is(HsmAnswers.ABOUT_SESSION)) {
        throw failure;
      }
      return again(well ? first : back(first), work);
    }
  }

  /// A call did not come back in time.
  void late(Duration patience) {
    if (state instanceof State.Up up) {
      lost(up, "it did not answer within " + patience.toMillis() + " ms");
    }
  }

  /// Looks after the token when nobody else does: notices a loss, and ends one when it is time.
  void tend() {
    long now = nanos.getAsLong();
    if (state instanceof State.Up && now - looked < limits.probe().toNanos()) {
      return;
    }
    looked = now;
    try {
      run(probe);
    } catch (HsmAway | CryptokiFailure known) {
      return; // it was logged when the state changed
    }
  }

  void close() {
    if (quiet()) {
      try {
        login.finish();
      } finally {
        calls.writeLock().unlock();
      }
    }
  }

  private <R> R again(State.Up at, Work<R> work) {
    try {
      return during(at, work);
    } catch (CryptokiFailure still) {
      if (still.is(HsmAnswers.ABOUT_REQUEST) || well(at)) {
        throw still;
      }
      throw lost(at, String.valueOf(still.getMessage()));
    }
  }

  /// A connection that is not the current one may name sessions that are somebody else's by now.
  private <R> R during(State.Up at, Work<R> work) {
    calls.readLock().lock();
    try {
      if (state != at) {
        throw new CryptokiFailure("the connection", ReturnValue.SESSION_CLOSED);
      }
      return at.connection().run(work);
    } finally {
      calls.readLock().unlock();
    }
  }

  private boolean well(State.Up at) {
    try {
      during(at, probe);
      return true;
    } catch (CryptokiFailure | HsmAway ill) {
      return false;
    }
  }

  private State.Up reached() {
    return switch (state) {
      case State.Up up -> up;
      case State.Away away -> {
        long left = away.retryAt() - nanos.getAsLong();
        if (left > 0) {
          throw new HsmAway(away.reason(), Duration.ofNanos(left));
        }
        yield back(away);
      }
    };
  }

  /// Comes back, unless another caller has done so since `seen`. No call may be under way then:
  /// initialising the module anew would pull the ground from under it.
  private State.Up back(State seen) {
    if (!quiet()) {
      throw lost(seen, "a call to it does not come back");
    }
    try {
      if (state != seen) {
        return reached();
      }
      State.Up up = new State.Up(connected());
      if (seen instanceof State.Away away && away.pause().isPositive()) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - away.since());
        LOG.log(Level.INFO, "The HSM ({0}) is back after {1} s.", login, seconds);
      }
      state = up;
      return up;
    } catch (CryptokiFailure failed) {
      throw lost(seen, String.valueOf(failed.getMessage()));
    } catch (HsmAway failed) {
      HsmAway lost = lost(seen, String.valueOf(failed.getMessage()));
      throw failed.pinRefused() ? failed : lost;
    } finally {
      calls.writeLock().unlock();
    }
  }

  private HsmConnection connected() {
    try {
      return proven(login.connect());
    } catch (CryptokiFailure | HsmAway stale) {
      return proven(login.connectAnew());
    }
  }

  private HsmConnection proven(HsmConnection connection) {
    connection.run(probe);
    return connection;
  }

  private boolean quiet() {
    try {
      return calls.writeLock().tryLock(limits.answer().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized HsmAway lost(State seen, String reason) {
    if (state == seen) {
      long now = nanos.getAsLong();
      Duration pause = limits.retryFirst();
      long since = now;
      if (seen instanceof State.Away away) {
        since = away.since();
        pause =
            away.pause().isZero() ? pause : min(away.pause().multipliedBy(2), limits.retryMax());
      } else {
        LOG.log(
            Level.ERROR,
            "The HSM ({0}) is away: {1}. Keys that are open stay in use; what needs the HSM is"
                + " refused until it is back.",
            login,
            reason);
      }
      state = new State.Away(reason, since, now + pause.toNanos(), pause);
      return new HsmAway(reason, pause);
    }
    return new HsmAway(reason);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
