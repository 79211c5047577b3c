package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A key in a token, by its label; where its handle lies is found out, and found out anew when it
/// has moved.
final class HsmObject implements AutoCloseable {
  private static final int FOUND_MAX = 2;

  private final HsmToken token;
  private final String label;
  private final long objectClass;
  private volatile boolean closed;

  HsmObject(HsmToken token, String label, long objectClass) {
    this.token = token;
    this.label = label;
    this.objectClass = objectClass;
  }

  /// What is done with it in one session.
  @FunctionalInterface
  interface Use<R> {
    R of(Session session, long key);
  }

  /// One of several ways to have the token do something.
  record Way<R>(long mechanism, long function, Use<R> use) {}

  /// By the first way that the token offers.
  ///
  /// @param what is refused when there is none
  <R> R first(String what, List<Way<R>> ways) {
    return use((session, key) -> first(session, key, what, ways));
  }

  /// As [#first], when nothing would notice another key; see [#useCertainly].
  <R> R firstCertainly(String what, List<Way<R>> ways) {
    return useCertainly((session, key) -> first(session, key, what, ways));
  }

  static <R> R first(Session session, long key, String what, List<Way<R>> ways) {
    for (Way<R> way : ways) {
      if (session.offers(way.mechanism(), way.function())) {
        try {
          return way.use().of(session, key);
        } catch (CryptokiFailure refused) {
          unless(refused.is(HsmAnswers.NOT_OFFERED), refused);
        }
      }
    }
    throw Refuse.notOffered(what);
  }

  <R> R use(Use<R> use) {
    if (closed) {
      throw new IllegalStateException("this key has been wiped");
    }
    return token.call(session -> in(session, use));
  }

  /// As [#use], when nothing would notice that the handle is another key's by now: handles may be
  /// given anew once another process has destroyed an object.
  <R> R useCertainly(Use<R> use) {
    return use((session, key) -> {
      byte[] found = session.cryptoki().attribute(session.id(), key, Ck.CKA_LABEL);
      if (Arrays.equals(found, label.getBytes(StandardCharsets.UTF_8))) {
        return use.of(session, key);
      }
      session.forget(label);
      return use.of(session, session.handle(label, this::search));
    });
  }

  <R> R in(Session session, Use<R> use) {
    try {
      return use.of(session, session.handle(label, this::search));
    } catch (CryptokiFailure stale) {
      unless(stale.is(HsmAnswers.ABOUT_OBJECT), stale);
      session.forget(label);
      return use.of(session, session.handle(label, this::search));
    }
  }

  /// Its handle, found out anew.
  long search(Session session) {
    List<Long> found = all(session, objectClass, label, FOUND_MAX);
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new HsmAway(
        (found.isEmpty() ? "there is no key " : "there are several keys ") + label + " in it");
  }

  static List<Long> all(Session session, long objectClass, String label, int max) {
    return session
        .cryptoki()
        .find(
            session.id(),
            List.of(
                Attribute.number(Ck.CKA_CLASS, objectClass),
                Attribute.flag(Ck.CKA_TOKEN, true),
                Attribute.text(Ck.CKA_LABEL, label)),
            max);
  }

  /// Destroys an object of a session. What stays goes with its session, which nobody uses again
  /// after this has thrown.
  static void done(Session session, long object) {
    try {
      session.cryptoki().destroyObject(session.id(), object);
    } catch (CryptokiFailure kept) {
      if (kept.is(HsmAnswers.ABOUT_REQUEST)) {
        throw new IllegalStateException("the HSM keeps a key that was used: " + kept.getMessage());
      }
      throw kept;
    }
  }

  private static void unless(boolean known, CryptokiFailure failure) {
    if (!known) {
      throw failure;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
