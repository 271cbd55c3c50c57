package carillon.app;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import carillon.core.chat.ChatEvent;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule coreKnowsOnlyTheJdk = noClasses()
            .that()
            .resideInAPackage("carillon.core..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "carillon.core..",
                    "java.lang..",
                    "java.util",
                    "java.util.function..",
                    "java.util.regex..",
                    "java.util.stream..",
                    "java.time..",
                    "java.net",
                    "java.text",
                    "org.jspecify.annotations..")
            .because("facts must fold the same everywhere: no I/O, no threads, no JSON");

    @ArchTest
    static final ArchRule engineKnowsNoAdapter = noClasses()
            .that()
            .resideInAPackage("carillon.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "carillon.storage..",
                    "carillon.models..",
                    "carillon.tools..",
                    "carillon.server..",
                    "carillon.app..")
            .because("what orders the work must run over any store, model and interface");

    @ArchTest
    static final ArchRule storageSeesNoOtherAdapter =
            adapter("carillon.storage..", "carillon.models..", "carillon.tools..", "carillon.server..");

    @ArchTest
    static final ArchRule modelsSeeNoOtherAdapter =
            adapter("carillon.models..", "carillon.storage..", "carillon.tools..", "carillon.server..");

    @ArchTest
    static final ArchRule toolsSeeNoOtherAdapter =
            adapter("carillon.tools..", "carillon.storage..", "carillon.models..", "carillon.server..");

    @ArchTest
    static final ArchRule serverSeesNoOtherAdapter =
            adapter("carillon.server..", "carillon.storage..", "carillon.models..", "carillon.tools..");

    @ArchTest
    static final ArchRule onlyStorageSpeaksSql = noClasses()
            .that()
            .resideOutsideOfPackage("carillon.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..", "org.jdbi..")
            .because("a second writer would break the one order of a chat's facts");

    @ArchTest
    static final ArchRule toolsSeeOfTheEngineItsPortsAlone = noClasses()
            .that()
            .resideInAPackage("carillon.tools..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("carillon.engine")
            .because("a tool knows its place and its call, and nothing of turns and owners");

    @ArchTest
    static final ArchRule toolsAreReachedByTheirFactory = noClasses()
            .that()
            .resideOutsideOfPackage("carillon.tools..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("carillon.tools.*..")
            .because("a call that passes the toolbox by has been judged by nobody");

    @ArchTest
    static final ArchRule noCycles = slices().matching("carillon.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheOwnerAndTheStoreMakeFactsEnvelopes = noClasses()
            .that()
            .resideOutsideOfPackage("carillon.storage..")
            .and()
            .doNotHaveFullyQualifiedName("carillon.engine.LiveChat")
            .should()
            .callConstructorWhere(makes(ChatEvent.Recorded.class))
            .because("an event gets its chat and seq in one place, so it cannot carry a wrong one");

    @ArchTest
    static final ArchRule noStaticMutableCollections = classes()
            .should(holdNoStaticCollectionThatCanChange())
            .because("what all chats share is where one leaks into another");

    @ArchTest
    static final ArchRule nothingIsTheCurrentChat = classes()
            .should(nameNoCurrentChat())
            .because("which chat one looks at is a fact of a window, and of nothing here");

    private static ArchRule adapter(String one, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(others), Stream.of("carillon.app.."))
                        .toArray(String[]::new))
                .because("adapters meet only through the engine");
    }

    private static DescribedPredicate<JavaConstructorCall> makes(Class<?> type) {
        return are(DescribedPredicate.describe(
                "constructor calls of " + type.getSimpleName(),
                call -> call.getTargetOwner().isEquivalentTo(type)));
    }

    private static ArchCondition<JavaClass> holdNoStaticCollectionThatCanChange() {
        return new ArchCondition<>("hold no static collection that can change") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    boolean collection = field.getRawType().isAssignableTo(Collection.class)
                            || field.getRawType().isAssignableTo(Map.class);
                    if (!collection || !field.getModifiers().contains(JavaModifier.STATIC)) continue;
                    boolean replaceable = !field.getModifiers().contains(JavaModifier.FINAL);
                    boolean made = type.getStaticInitializer().stream()
                            .flatMap(init -> init.getConstructorCallsFromSelf().stream())
                            .anyMatch(call -> call.getTargetOwner().isAssignableTo(Collection.class)
                                    || call.getTargetOwner().isAssignableTo(Map.class));
                    if (replaceable || made) {
                        events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> nameNoCurrentChat() {
        return new ArchCondition<>("name no current chat") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.concat(
                                Stream.of(type.getName()),
                                type.getMembers().stream().map(member -> member.getFullName()))
                        .filter(name -> name.toLowerCase(Locale.ROOT)
                                .replace("_", "")
                                .matches(".*(current|selected|active)chat.*"))
                        .forEach(name ->
                                events.add(SimpleConditionEvent.violated(type, name + " names one chat as the one")));
            }
        };
    }
}
