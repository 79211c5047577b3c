package dev.strongroom.http;

import java.time.Duration;

/// What one client may cost us. Every number of the listeners is here; what passes a limit gets its
/// own answer, or is closed where HTTP offers none, and the others keep being served.
public record Limits(Sizes sizes, Times times, Counts counts) {
  public static final Limits DEFAULT = new Limits(Sizes.DEFAULT, Times.DEFAULT, Counts.DEFAULT);

  /// @param headerBytes all header fields of a request together; 431 above
  /// @param uriLength the request target; 414 above
  /// @param bodyBytes one body, whether its length was announced or not; 413 above
  /// @param bodyBytesInFlight all bodies held in memory at once; 503 above
  public record Sizes(int headerBytes, int uriLength, int bodyBytes, long bodyBytesInFlight) {
    public static final Sizes DEFAULT = new Sizes(32_768, 16_384, 1_048_576, 134_217_728);
  }

  /// @param request from a request's first byte to its last, 408 after; and from an answer's first
  ///   byte until the client has taken all of it, closed after
  /// @param idle a connection without a request, whatever else it sends; closed after
  /// @param handshake from accepting a connection to the end of its TLS handshake; closed after
  /// @param close how long running requests may go on when the server stops
  public record Times(Duration request, Duration idle, Duration handshake, Duration close) {
    public static final Times DEFAULT =
        new Times(
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
  }

  /// @param connections accepted at once, all listeners together; closed above
  /// @param connectionsPerAddress accepted at once from one address; closed above
  /// @param requests answered at once on threads of their own; 503 above
  /// @param streams of one HTTP/2 connection
  /// @param resets a client may send on one HTTP/2 connection in [#RESET_WINDOW]; closed above
  public record Counts(
      int connections, int connectionsPerAddress, int requests, int streams, int resets) {
    public static final Counts DEFAULT = new Counts(10_000, 1_000, 1_000, 100, 200);
  }

  /// The window in which HTTP/2 resets are counted ("rapid reset", CVE-2023-44487).
  static final Duration RESET_WINDOW = Duration.ofSeconds(30);

  /// CONTINUATION frames that carry next to nothing, in one request (CVE-2024-27983 and its kin).
  static final int SMALL_CONTINUATIONS = 16;

  /// How far an HTTP/2 header list may pass `headerBytes` and still be read, to be refused with a
  /// record. Beyond, the engine answers 431 by itself, and nothing is recorded.
  static final int HEADER_LIST_ROOM = 4;

  /// After a refusal the rest of the request is read and thrown away for so long, so that the
  /// client sees the answer and not a reset connection.
  static final Duration FAREWELL = Duration.ofSeconds(2);

  /// Refusals being recorded at once; above, the connection is closed without a word.
  static final int REFUSALS = 200;

  /// When to come back after a 503.
  static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final Duration COARSEST_LOOK = Duration.ofMillis(500);
  private static final int LOOKS_PER_LIMIT = 4;

  public Limits withSizes(Sizes others) {
    return new Limits(others, times, counts);
  }

  public Limits withTimes(Times others) {
    return new Limits(sizes, others, counts);
  }

  public Limits withCounts(Counts others) {
    return new Limits(sizes, times, others);
  }

  /// How often the clocks of connections are looked at.
  Duration lookEvery() {
    Duration shortest = times.request.compareTo(times.idle) < 0 ? times.request : times.idle;
    Duration share = shortest.dividedBy(LOOKS_PER_LIMIT);
    return share.compareTo(COARSEST_LOOK) < 0 ? share : COARSEST_LOOK;
  }
}
