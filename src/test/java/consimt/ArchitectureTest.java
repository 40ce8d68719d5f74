package consimt;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import consimt.access.AuthorizeCaller;
import consimt.answer.Answer;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.LedgerWriter;
import consimt.notice.delivery.DeliverNotice;
import consimt.notice.delivery.PublishNotices;
import consimt.person.Rebuilder.StoredRelations;
import consimt.person.WholeLedger;
import consimt.record.Recorder;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import consimt.whatsapp.ReceiveWhatsAppSns;
import io.quarkus.funqy.Funq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Dependencies point one way, one package knows the SDK, one class reads the clock. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("consimt");

    private static final JavaClasses DEPLOYED = ALL.that(resideOutsideOfPackage("consimt.local.."));

    @Test
    void thereAreClassesToLookAt() {
        assertTrue(DEPLOYED.size() > 50);
        assertTrue(ALL.size() > DEPLOYED.size());
    }

    /** A package, which others it may use, and of some who alone may use it. */
    private static final String LAYERS = """
            runtime           | -
            aws               | -
            answer            | -
            form              | answer runtime
            relation          | form answer runtime
            ledger            | form answer runtime relation
            hours             | form answer runtime relation
            business          | form answer runtime relation ledger hours
            words             | runtime relation business
            secret            | form answer runtime aws
            notice.post       | runtime secret
            web               | form answer runtime
            record            | form answer runtime relation ledger
            followup          | form answer runtime relation ledger business record hours
            permission        | form answer runtime relation business hours
            consent           | form answer runtime relation ledger business words record refusal permission access
            source            | form answer runtime relation web
            access            | form answer runtime relation ledger business secret web source
            inbound           | form answer runtime relation ledger business record refusal access web source
            unsubscribe       | form answer runtime relation ledger business words record permission access consent web
            refusal           | runtime business
            whatsapp.envelope | form answer runtime relation refusal
            whatsapp          | form answer runtime relation ledger business record followup consent secret web whatsapp.envelope refusal inbound
            notice.delivery   | form answer runtime relation ledger business notice notice.post
            doctor            | form answer runtime relation ledger business words refusal secret notice.delivery
            person            | form answer runtime relation ledger business words record followup permission consent notice.delivery hours
            notice            | form answer runtime relation ledger
            receipt           | form answer runtime relation ledger business record secret web
            insight           | form answer runtime relation ledger business notice
            messaging         | all | local
            dynamodb          | all | local
            priming           | runtime | nobody
            local.            | all | nobody
            """;

    @Test
    void dependenciesPointOneWay() {
        List<String[]> rows =
                LAYERS.lines().map(row -> row.trim().split(" *[|] *")).toList();
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String[] row : rows) {
            layers = layers.layer(row[0]).definedBy("consimt." + row[0].replace("local.", "local.."));
        }
        for (String[] row : rows) {
            if (row[1].equals("-")) {
                layers = layers.whereLayer(row[0]).mayNotAccessAnyLayer();
            } else if (!row[1].equals("all")) {
                layers = layers.whereLayer(row[0]).mayOnlyAccessLayers(row[1].split(" "));
            }
            if (row.length > 2) {
                layers = row[2].equals("nobody")
                        ? layers.whereLayer(row[0]).mayNotBeAccessedByAnyLayer()
                        : layers.whereLayer(row[0]).mayOnlyBeAccessedByLayers("local.");
            }
        }
        layers.check(ALL);
    }

    /** What is to be done by hand follows from the facts alone: the plan knows neither who said so, nor how it is stored. */
    @Test
    void thePlanOfRemovalsIsPure() {
        Set<String> known = DEPLOYED.get("consimt.followup.RemovalPlan").getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .filter(name -> name.startsWith("consimt."))
                .map(name -> name.replaceAll("[$].*", ""))
                .filter(name -> !name.startsWith("consimt.followup.RemovalPlan"))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "consimt.business.Business",
                        "consimt.followup.BusinessDays",
                        "consimt.followup.FollowUp",
                        "consimt.followup.PersonWork",
                        "consimt.ledger.WorkState",
                        "consimt.relation.Fact",
                        "consimt.relation.FollowUpId",
                        "consimt.relation.Mark",
                        "consimt.relation.MarkKind",
                        "consimt.relation.Marks",
                        "consimt.relation.Move",
                        "consimt.relation.Relation",
                        "consimt.relation.Scope",
                        "consimt.relation.Standing"),
                known);
    }

    /** One write path: who only reads is handed a port that cannot write. */
    @Test
    void onlyTheRecorderWritesEntriesAndMarks() {
        for (Class<?> port : List.of(LedgerWriter.class, Relations.class)) {
            Set<String> users = DEPLOYED.get(port).getDirectDependenciesToSelf().stream()
                    .map(dependency -> dependency.getOriginClass().getPackageName())
                    .filter(name -> !name.equals(port.getPackageName()))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("consimt.record", "consimt.dynamodb"), users, port::getName);
            assertTrue(DEPLOYED.get(port).getSubclasses().stream()
                    .allMatch(store -> store.getPackageName().equals("consimt.dynamodb")));
        }
        assertTrue(DEPLOYED.get(Recorder.class).getDirectDependenciesToSelf().size() > 10);
    }

    /** These go past the one write path, and read all that there is. */
    @Test
    void onlyTheRebuildingIsHandedTheWholeLedgerAndTheRelationsAsTheyAreStored() {
        for (Class<?> port : List.of(WholeLedger.class, StoredRelations.class, StoredRelations.StoredRelation.class)) {
            Set<String> users = DEPLOYED.get(port).getDirectDependenciesToSelf().stream()
                    .map(dependency -> dependency.getOriginClass().getPackageName())
                    .collect(Collectors.toSet());
            assertEquals(Set.of("consimt.person", "consimt.dynamodb"), users, port::getName);
            Set<String> stores = DEPLOYED.get(port).getSubclasses().stream()
                    .map(JavaClass::getPackageName)
                    .collect(Collectors.toSet());
            assertEquals(Set.of("consimt.dynamodb"), stores, port::getName);
        }
    }

    /** A scan costs as much as there is: nothing that a caller waits for may. The rebuilding and the doctor go page by page. */
    @Test
    void onlyTheRebuildingAndTheDoctorScan() {
        Set<String> scanning = DEPLOYED.stream()
                .flatMap(each -> each.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getPackageName().startsWith("software.amazon.awssdk"))
                .filter(call ->
                        call.getName().startsWith("scan") && !call.getName().equals("scanIndexForward"))
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());
        assertEquals(Set.of("DynamoRebuilding", "DynamoInventory"), scanning);
    }

    /** So a store never waits for the domain inside of its loops. */
    @Test
    void noStoreIsHandedCodeToCallWhileItWrites() {
        for (Class<?> port : List.of(LedgerWriter.class, Relations.class)) {
            List<Class<?>> handed = Arrays.stream(port.getMethods())
                    .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                    .toList();
            assertTrue(handed.size() >= 3, handed::toString);
            for (Class<?> each : handed) {
                assertTrue(
                        each.isRecord() || each == Map.class,
                        () -> port.getSimpleName() + " is handed " + each.getName());
            }
        }
    }

    @Test
    void onlyStoresAndClientsAndThePrimingKnowTheSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "consimt.aws",
                        "consimt.dynamodb",
                        "consimt.secret",
                        "consimt.messaging",
                        "consimt.messaging",
                        "consimt.priming")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(DEPLOYED);
    }

    @Test
    void onlyOneClassMakesConnectionsToTheServices() {
        noClasses()
                .that()
                .resideOutsideOfPackage("consimt.aws")
                .should()
                .callMethod(UrlConnectionHttpClient.class, "builder")
                .orShould()
                .callMethod(UrlConnectionHttpClient.class, "create")
                .check(DEPLOYED);
    }

    @Test
    void onlyTheSecretsKnowTheClientForThem() {
        noClasses()
                .that()
                .resideOutsideOfPackage("consimt.secret")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services.secretsmanager..")
                .check(DEPLOYED);
        noClasses()
                .that()
                .resideInAPackage("consimt.secret")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services.dynamodb..")
                .check(DEPLOYED);
    }

    /** Others may keep their state in a snapshot, and then restored functions draw the same numbers. */
    @Test
    void chancesAreDrawnFromTheSystem() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(DEPLOYED);
    }

    /** The framework prepares the inputs of all functions at each start. One that has no reader costs it fifty classes. */
    @Test
    void eachInputOfAFunctionHasAReader() {
        methods()
                .that()
                .areAnnotatedWith(Funq.class)
                .should()
                .haveRawParameterTypes(describe(
                        "with a reader of their own",
                        types -> types.stream().allMatch(type -> type.isAnnotatedWith(JsonDeserialize.class))))
                .check(DEPLOYED);
    }

    /** Properties are read by {@code runtime.Setting}: one that is injected costs each start eighty classes. */
    @Test
    void noPropertyIsInjected() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ConfigProperty.class)
                .check(DEPLOYED);
    }

    @Test
    void onlyOneClassReadsTheClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("consimt.runtime.Now")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "tickMillis", ZoneId.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(DEPLOYED);
    }

    @Test
    void everyFunctionIsGuardedAndTakesAnInputAndGivesAnAnswer() {
        methods()
                .that()
                .areAnnotatedWith(Funq.class)
                .and()
                .areDeclaredInClassesThat(not(implement(HttpFunction.class)
                        .or(belongToAnyOf(
                                AuthorizeCaller.class,
                                ReceiveWhatsAppSns.class,
                                PublishNotices.class,
                                DeliverNotice.class))))
                .should()
                .beDeclaredInClassesThat()
                .implement(Guarded.class)
                .andShould()
                .haveRawReturnType(Answer.class)
                .andShould()
                .haveRawParameterTypes(Input.class)
                .check(DEPLOYED);
    }

    @Test
    void everyFunctionThatSpeaksHttpTakesACallAndGivesAnAnswer() {
        methods()
                .that()
                .areAnnotatedWith(Funq.class)
                .and()
                .areDeclaredInClassesThat(implement(HttpFunction.class))
                .should()
                .haveRawReturnType(HttpAnswer.class)
                .andShould()
                .haveRawParameterTypes(HttpCall.class)
                .check(DEPLOYED);
    }

    /** And those that take events: of a topic, of a table. The authorizer has a catch of its own. */
    @Test
    void everyFunctionDoesAllThatItDoesGuarded() {
        methods()
                .that()
                .areAnnotatedWith(Funq.class)
                .and()
                .areNotDeclaredIn(AuthorizeCaller.class)
                .should(new ArchCondition<JavaMethod>("do all within guarded") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        List<String> calls = method.getCallsFromSelf().stream()
                                .filter(call -> !call.isDeclaredInLambda())
                                .map(call -> call.getTarget().getName())
                                .toList();
                        events.add(new SimpleConditionEvent(
                                method, calls.equals(List.of("guarded")), method.getFullName() + " calls " + calls));
                    }
                })
                .check(DEPLOYED);
    }

    @Test
    void answersAreRecords() {
        classes().that().implement(Answer.class).should().beRecords().check(DEPLOYED);
    }

    /**
     * Whoever makes up ids can give any number of them one hash. A map keeps such keys in a tree, but only where their own
     * class says how they are ordered.
     */
    @Test
    void noIdsMakeAMapSlow() {
        List<? extends Class<?>> ids = ALL.stream()
                .filter(JavaClass::isRecord)
                .filter(each -> each.getSimpleName().endsWith("Id") || each.isEquivalentTo(Relation.class))
                .map(JavaClass::reflect)
                .toList();
        assertTrue(ids.size() >= 6, ids::toString);
        for (Class<?> id : ids) {
            assertTrue(
                    Arrays.stream(id.getGenericInterfaces())
                            .anyMatch(each -> each.getTypeName().equals("java.lang.Comparable<" + id.getName() + ">")),
                    id::getName);
        }
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Service|Manager|Dto|Utils)")
                .check(ALL);
    }

    /** Words that are said together with the type around them: {@code WorkState.Kind}. */
    private static final Set<String> SAID_WITH_THEIR_TYPE = Set.of("Kind", "Reason", "Reader");

    @Test
    void noNameIsThatOfTwoTypes() {
        Map<String, List<String>> named = DEPLOYED.stream()
                .filter(each -> !each.isAnonymousClass()
                        && !each.getModifiers().contains(JavaModifier.PRIVATE)
                        && !each.getSimpleName().isEmpty()
                        && !each.getSimpleName().equals("package-info")
                        && !SAID_WITH_THEIR_TYPE.contains(each.getSimpleName()))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toList())));
        named.values().removeIf(names -> names.size() == 1);
        assertEquals(Map.of(), named);
    }

    @Test
    void theMapHasEveryPackage() throws IOException {
        String map = Files.readString(Path.of("docs/code.md"));
        Set<String> missing = DEPLOYED.stream()
                .map(each -> each.getPackageName().replaceFirst("consimt\\.?", ""))
                .filter(name -> !name.isEmpty()
                        && !map.contains("`" + name + "`")
                        && !map.contains("`" + name.replaceFirst("[a-z]+", "") + "`"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }

    @Test
    void theTestsThatPromisesNameAreThere() throws IOException {
        Set<String> files = names(Path.of("src"));
        Matcher test = Pattern.compile("`(\\w+(Test|IT))`").matcher(Files.readString(Path.of("docs/promises.md")));
        assertEquals(
                List.of(),
                test.results()
                        .map(named -> named.group(1) + ".java")
                        .filter(file -> !files.contains(file))
                        .toList());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaClass each : ALL) {
            assertTrue(
                    each.getPackage().isAnnotatedWith(NullMarked.class),
                    () -> each.getPackageName() + " has no @NullMarked");
        }
    }
}
