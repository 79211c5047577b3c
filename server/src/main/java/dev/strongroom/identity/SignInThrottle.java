package dev.strongroom.identity;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/// Slows whoever keeps failing to sign in. Failures count for one client id from one address, so an
/// attacker locks out nobody but himself; and, with a wider limit, for one address whatever client
/// ids it tries. Memory is bounded: when it is full the oldest strangers are forgotten.
public final class SignInThrottle {
  static final int FREE_FAILURES = 5;
  static final int FREE_FAILURES_OF_ADDRESS = 100;
  private static final int MAX_NAME_LENGTH = 64;
  private static final int IPV6_SITE_GROUPS = 4;

  private final Pauses pauses = new Pauses();

  /// Refuses while the pause after the last failure lasts. Attempts within the pause do not
  /// lengthen it.
  public void admit(String client, String address, Instant now) {
    pauses.check(pair(client, address), now);
    pauses.check(site(address), now);
  }

  public void failed(String client, String address, Instant now) {
    pauses.count(pair(client, address), FREE_FAILURES, now);
    pauses.count(site(address), FREE_FAILURES_OF_ADDRESS, now);
  }

  public void succeeded(String client, String address) {
    pauses.forget(pair(client, address));
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
