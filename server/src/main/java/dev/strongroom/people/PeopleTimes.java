package dev.strongroom.people;

import java.time.Duration;

/// The times and sizes of signing in.
public final class PeopleTimes {
  /// How long a browser stays signed in: a working day.
  public static final Duration SESSION = Duration.ofHours(12);

  /// How fresh a sign-in must be to change what the account signs in with.
  public static final Duration FRESH = Duration.ofMinutes(15);

  /// How long a page of the sign-in may stand open.
  public static final Duration PROGRESS = Duration.ofMinutes(10);

  /// How far the clocks of two nodes may be apart; and within one request time passes too.
  public static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  /// How long a one-time link holds.
  public static final Duration LINK = Duration.ofHours(48);

  /// How long an authorization code holds; RFC 6749 allows ten minutes.
  public static final Duration CODE = Duration.ofMinutes(2);

  /// How long a device waits, as in Entra.
  public static final Duration DEVICE = Duration.ofMinutes(15);

  /// How often a device may ask, as in Entra.
  public static final Duration DEVICE_INTERVAL = Duration.ofSeconds(5);

  /// How long a refresh token holds that is not used.
  public static final Duration REFRESH_IDLE = Duration.ofDays(30);

  /// How long a grant holds, however often it is renewed.
  public static final Duration GRANT = Duration.ofDays(90);

  /// The same for an application that is a page: its refresh tokens lie where other scripts of the
  /// page can read them.
  public static final Duration GRANT_OF_PAGE = Duration.ofHours(24);

  /// How long a used refresh token may come again: processes that share a cache renew at the same
  /// moment.
  public static final Duration REFRESH_OVERLAP = Duration.ofSeconds(20);

  /// How many refresh tokens of a grant may be alive at once.
  static final int MAX_LIVE_REFRESH_TOKENS = 8;

  /// How many devices may wait at once.
  static final int MAX_DEVICES = 10_000;

  /// How many of them from one address: nobody fills the list for everybody else.
  static final int MAX_DEVICES_OF_ADDRESS = 100;

  /// How many grants and sessions a user may have; the oldest ends for one more.
  static final int MAX_GRANTS = 500;

  static final int MAX_SESSIONS = 100;

  /// How many second factors a user may have, recovery codes not counted.
  static final int MAX_FACTORS = 10;

  public static final int RECOVERY_CODES = 10;

  private PeopleTimes() {}
}
