package dev.strongroom.store;

/// Turns one row into a value.
@FunctionalInterface
public interface RowReader<T> {
  T read(Row row);
}
