package dev.strongroom.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of a seal on disk: the first root key has the name that the operator gave, one that a
/// rotation made has its id behind it, as `seal.0123456789abcdef0123456789abcdef`. So a rotation
/// renames nothing, and both are there until the old one is destroyed.
record RootFiles(Path first) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /// The file, once there is one; the first, while there is none.
  OwnerOnlyFile only() {
    List<OwnerOnlyFile> all = all();
    if (all.size() > 1) {
      throw new SealRefused(
          "There are several root keys, "
              + all.stream().map(file -> file.path().toString()).toList()
              + ", and only the database says which one is in use.");
    }
    return all.isEmpty() ? new OwnerOnlyFile(first) : all.getFirst();
  }

  List<String> ids(Function<OwnerOnlyFile, String> id) {
    return all().stream().map(id).toList();
  }

  boolean exist() {
    return !all().isEmpty();
  }

  /// Opens the file that holds the root key with this id.
  RootKey open(String id, Function<OwnerOnlyFile, SoftwareRootKey> opening) {
    OwnerOnlyFile file = of(id);
    SoftwareRootKey root = opening.apply(file);
    if (!root.id().equals(id)) {
      root.close();
      throw Seal.otherRoot(root.id(), id);
    }
    return root;
  }

  /// Where the root key with this id is or, if it has no file of its own, might be.
  OwnerOnlyFile of(String id) {
    Path own = own(id);
    return new OwnerOnlyFile(Files.exists(own) ? own : first);
  }

  /// Writes a root key that is new.
  void write(String id, SecretBytes content) {
    try (content) {
      new OwnerOnlyFile(exist() ? own(id) : first).write(content.reveal());
    }
  }

  /// @param id gives the id of what a file holds, empty when that is not known
  void destroy(String wanted, Function<OwnerOnlyFile, Optional<String>> id) {
    for (OwnerOnlyFile file : all()) {
      boolean named = file.path().equals(own(wanted));
      if (named || file.path().equals(first) && id.apply(file).filter(wanted::equals).isPresent()) {
        delete(file.path());
      }
    }
  }

  private List<OwnerOnlyFile> all() {
    Path folder = first.toAbsolutePath().resolveSibling(".").normalize();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> first.resolveSibling(file.getFileName()))
          .filter(this::ours)
          .sorted()
          .map(OwnerOnlyFile::new)
          .toList();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private boolean ours(Path file) {
    String base = first.getFileName().toString();
    String name = file.getFileName().toString();
    return name.equals(base)
        || name.startsWith(base + ".") && ID.matcher(name.substring(base.length() + 1)).matches();
  }

  private Path own(String id) {
    return first.resolveSibling(first.getFileName() + "." + id);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
      try (FileChannel folder = FileChannel.open(file.toAbsolutePath().resolveSibling("."))) {
        folder.force(true);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
