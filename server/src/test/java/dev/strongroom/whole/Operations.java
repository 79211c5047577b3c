package dev.strongroom.whole;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.strongroom.http.Bound;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.model.ResourceId;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every operation and every action in the code, found by reflection, so that none is forgotten.
final class Operations {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.strongroom");

  private Operations() {}

  static List<JavaClass> all() {
    return CODE.stream()
        .filter(c -> c.isAssignableTo(Operation.class) && c.isRecord())
        .filter(c -> !c.isEquivalentTo(Bound.class))
        .toList();
  }

  /// What the operation logs, when that does not depend on what is asked.
  static Optional<String> name(JavaClass operation) throws ReflectiveOperationException {
    try {
      return Optional.ofNullable(empty(operation).name()).filter(Operations::isWhole);
    } catch (NullPointerException dependsOnTheRequest) {
      return Optional.empty();
    }
  }

  /// The actions of all operations: constants, and what an operation makes for itself.
  static Set<Action> actions() throws ReflectiveOperationException {
    Set<Action> found = new LinkedHashSet<>();
    for (JavaClass type : CODE) {
      for (Field field : type.reflect().getDeclaredFields()) {
        if (field.getType() == Action.class && Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          found.add((Action) field.get(null));
        }
      }
    }
    for (JavaClass operation : all()) {
      ownAction(operation).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Action> ownAction(JavaClass operation)
      throws ReflectiveOperationException {
    try {
      return Optional.of(empty(operation).action()).filter(action -> isWhole(action.name()));
    } catch (NullPointerException dependsOnTheRequest) {
      return Optional.empty();
    }
  }

  /// Whether no part of it depends on the request.
  private static boolean isWhole(@Nullable String name) {
    return name != null && !name.contains("null");
  }

  /// One of the kind without any request in it.
  private static Operation<?> empty(JavaClass operation) throws ReflectiveOperationException {
    Constructor<?> constructor =
        Arrays.stream(operation.reflect().getDeclaredConstructors())
            .filter(
                one -> one.getParameterCount() == operation.reflect().getRecordComponents().length)
            .findFirst()
            .orElseThrow();
    constructor.setAccessible(true);
    List<@Nullable Object> nothing = new ArrayList<>();
    for (Class<?> type : constructor.getParameterTypes()) {
      nothing.add(nothing(type));
    }
    return (Operation<?>) constructor.newInstance(nothing.toArray());
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == ResourceId.class) {
      return ResourceId.ROOT;
    }
    return type == int.class ? Integer.valueOf(0) : null;
  }
}
