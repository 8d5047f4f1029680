package dev.sluice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the code to the package table: dependencies, and the places of clocks and sockets. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sluice");

  @Test
  void everyPackageStandsInTheTable() {
    Set<String> unknown =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !Packages.TABLE.containsKey(shortName(name)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unknown, "packages without a row in Packages and docs/architecture.md");
  }

  @Test
  void tableLooksOnlyDown() {
    for (Packages.Row row : Packages.TABLE.values()) {
      for (String used : row.mayUse()) {
        List<Packages.Row> rows = Packages.named(used);
        assertFalse(rows.isEmpty(), row.name() + " may use unknown " + used);
        for (Packages.Row other : rows) {
          assertTrue(other.layer() <= row.layer(), row.name() + " looks up at " + other.name());
          assertFalse(
              Packages.allows(other.name(), row.name()),
              row.name() + " and " + other.name() + " both ways");
        }
      }
    }
  }

  @Test
  void packagesUseOnlyWhatTheirRowAllows() {
    classes().should(condition("use only what its row allows", this::checkRow)).check(CLASSES);
  }

  private void checkRow(JavaClass from, ConditionEvents events) {
    String user = shortName(from.getPackageName());
    from.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith("dev.sluice"))
        .filter(
            dependency ->
                !Packages.allows(user, shortName(dependency.getTargetClass().getPackageName())))
        .forEach(dependency -> events.add(violated(from, dependency.getDescription())));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void groupsHaveNoCycles() {
    slices().matching("dev.sluice.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void pureLayersUseNoSocketsFilesOrServers() {
    noClasses()
        .that(are("in layers 0 to 2", Packages::isPure))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.helidon..")
                .or(resideInAPackage("io.netty.."))
                .or(resideInAPackage("java.nio.channels.."))
                .or(resideInAPackage("java.nio.file.."))
                .or(resideInAPackage("java.net.http.."))
                .or(named("a socket or file of the JDK", Impure::isSocketOrFile)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void pureLayersReadNoClock() {
    classes()
        .that(are("in layers 0 to 2", Packages::isPure))
        .should(condition("take the time as an argument", callsNone(Impure::readsClock)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyNamedPackagesBlock() {
    classes()
        .that(
            are(
                "not among those that may block",
                name -> Packages.isPure(name) && !Packages.MAY_BLOCK.contains(name)))
        .should(condition("never wait", callsNone(Impure::blocks)))
        .andShould(condition("have no synchronized method", this::checkNotSynchronized))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheGuardedSchedulerRepeats() {
    classes()
        .that(are("not the guarded scheduler", name -> !name.equals(Packages.SCHEDULER)))
        .should(condition("schedule nothing to be repeated", callsNone(Impure::repeats)))
        .check(CLASSES);
  }

  private void checkNotSynchronized(JavaClass from, ConditionEvents events) {
    for (JavaMethod method : from.getMethods()) {
      if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
        events.add(violated(from, method.getDescription() + " is synchronized"));
      }
    }
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that(are("not the command line", name -> !Packages.MAY_PRINT.contains(name)))
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static BiConsumer<JavaClass, ConditionEvents> callsNone(
      Predicate<JavaAccess<?>> forbidden) {
    return (from, events) ->
        from.getAccessesFromSelf().stream()
            .filter(forbidden)
            .forEach(access -> events.add(violated(from, access.getDescription())));
  }

  private static ArchCondition<JavaClass> condition(
      String description, BiConsumer<JavaClass, ConditionEvents> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        check.accept(from, events);
      }
    };
  }

  private static DescribedPredicate<JavaClass> are(
      String description, Predicate<String> packageName) {
    return named(description, from -> packageName.test(shortName(from.getPackageName())));
  }

  private static DescribedPredicate<JavaClass> named(
      String description, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }

  /** The name below the root: the group, then the package's own name. */
  private static String shortName(String packageName) {
    return packageName.startsWith(Packages.ROOT)
        ? packageName.substring(Packages.ROOT.length())
        : packageName;
  }
}
