package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentMap;

/// Slows whoever keeps failing to sign in. Failures count for one client id from one address, so an
/// attacker locks out nobody but himself; and, with a wider limit, for one address whatever client
/// ids it tries. Memory is bounded: when it is full the oldest strangers are forgotten.
public final class SignInThrottle {
  static final int FREE_FAILURES = 5;
  static final int FREE_FAILURES_OF_ADDRESS = 100;
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MAX_REMEMBERED = 20_000;
  private static final int MAX_DOUBLINGS = 9;
  private static final int MAX_NAME_LENGTH = 64;
  private static final int IPV6_SITE_GROUPS = 4;

  private record Failures(int count, Instant until) {}

  private final ConcurrentMap<String, Failures> failures;

  public SignInThrottle() {
    Cache<String, Failures> bounded =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(LONGEST_PAUSE.multipliedBy(2))
            .build();
    failures = bounded.asMap();
  }

  /// Throws [Problem.Throttled] while the pause after the last failure lasts. Attempts within the
  /// pause do not lengthen it.
  void admit(String client, String address, Instant now) {
    check(pair(client, address), now);
    check(site(address), now);
  }

  void failed(String client, String address, Instant now) {
    count(pair(client, address), FREE_FAILURES, now);
    count(site(address), FREE_FAILURES_OF_ADDRESS, now);
  }

  void succeeded(String client, String address) {
    failures.remove(pair(client, address));
  }

  private void check(String key, Instant now) {
    Failures known = failures.get(key);
    if (known != null && now.isBefore(known.until())) {
      Duration wait = Duration.between(now, known.until()).plusMillis(999);
      throw new Problem.Throttled(Duration.ofSeconds(wait.toSeconds())).asException();
    }
  }

  private void count(String key, int free, Instant now) {
    failures.merge(key, new Failures(1, now), (old, _) -> next(old.count() + 1, free, now));
  }

  private static Failures next(int count, int free, Instant now) {
    if (count < free) {
      return new Failures(count, now);
    }
    int doublings = Math.min(count - free, MAX_DOUBLINGS);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return new Failures(
        count, now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
  }

  private static String pair(String client, String address) {
    String name =
        client.length() <= MAX_NAME_LENGTH ? client : client.substring(0, MAX_NAME_LENGTH);
    return name.toLowerCase(Locale.ROOT) + "\n" + site(address);
  }

  /// An IPv6 host chooses among 2^64 addresses, so its whole /64 counts as one.
  private static String site(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    String[] groups = expanded(address).split(":", -1);
    return String.join(":", Arrays.copyOf(groups, Math.min(groups.length, IPV6_SITE_GROUPS)));
  }

  private static String expanded(String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return address;
    }
    String head = address.substring(0, gap);
    String tail = address.substring(gap + 2);
    int present =
        (head.isEmpty() ? 0 : head.split(":", -1).length)
            + (tail.isEmpty() ? 0 : tail.split(":", -1).length);
    String zeros = "0:".repeat(Math.max(0, 8 - present));
    String text = (head.isEmpty() ? "" : head + ":") + zeros + tail;
    return text.endsWith(":") ? text.substring(0, text.length() - 1) : text;
  }
}
