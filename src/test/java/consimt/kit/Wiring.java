package consimt.kit;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import consimt.form.Guarded;
import consimt.form.Input;
import io.quarkus.funqy.Funq;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of the code. Each is put together of what its constructor asks for, if these are parts or stores. */
public final class Wiring {

    private static final Map<String, Method> METHODS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("consimt").stream()
                    .flatMap(each -> each.getMethods().stream())
                    .filter(method -> method.isAnnotatedWith(Funq.class))
                    .collect(Collectors.toMap(
                            method -> method.getAnnotationOfType(Funq.class).value(), JavaMethod::reflect));

    private Wiring() {}

    /** The names of all functions of the code. */
    public static Set<String> functions() {
        return new TreeSet<>(METHODS.keySet());
    }

    /** The names of the functions of a type. */
    public static Set<String> functions(Class<?> type) {
        return METHODS.entrySet().stream()
                .filter(function -> type.isAssignableFrom(function.getValue().getDeclaringClass()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked") // ArchitectureTest
    static Guarded<Input> of(String function, Parts parts) {
        Method method = METHODS.get(function);
        if (method == null) {
            throw new IllegalArgumentException("no function is named " + function);
        }
        // The framework may have added one without parameters.
        Constructor<?> constructor = Arrays.stream(method.getDeclaringClass().getDeclaredConstructors())
                .max(Comparator.comparing(Constructor::getParameterCount))
                .orElseThrow();
        Object[] asked = Arrays.stream(constructor.getParameterTypes())
                .map(type -> parts(parts)
                        .filter(type::isInstance)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "World has to put " + function + " together: it knows no " + type.getName())))
                .toArray();
        constructor.setAccessible(true);
        Object made = call(() -> constructor.newInstance(asked));
        return (Guarded<Input>) made;
    }

    private static Stream<Object> parts(Parts parts) {
        Stream<Object> stores = Arrays.stream(parts.stores.getClass().getRecordComponents())
                .map(RecordComponent::getAccessor)
                .map(accessor -> call(() -> accessor.invoke(parts.stores)));
        Stream<Object> others = Arrays.stream(Parts.class.getDeclaredFields())
                .filter(field -> !Modifier.isPrivate(field.getModifiers()))
                .map(field -> call(() -> field.get(parts)));
        return Stream.concat(others, stores);
    }

    private interface Reflection<T> {

        T call() throws ReflectiveOperationException;
    }

    private static <T> T call(Reflection<T> reflection) {
        try {
            return reflection.call();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error notAllowed) {
                throw notAllowed;
            }
            throw e.getCause() instanceof RuntimeException failed ? failed : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
