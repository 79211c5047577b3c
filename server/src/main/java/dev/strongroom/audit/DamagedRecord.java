package dev.strongroom.audit;

/// A record that should be there is not readable.
public final class DamagedRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String segment;
  private final long index;
  private final String what;

  DamagedRecord(String segment, long index, String what) {
    super(describe(segment, index, what));
    this.segment = segment;
    this.index = index;
    this.what = what;
  }

  /// The whole sentence, without its full stop.
  public String what() {
    return describe(segment, index, what);
  }

  /// The file name of the segment.
  public String segment() {
    return segment;
  }

  /// The record's number, from 0.
  public long index() {
    return index;
  }

  private static String describe(String segment, long index, String what) {
    return "Record " + index + " in segment " + segment + ": " + what;
  }
}
