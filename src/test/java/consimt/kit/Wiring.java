package consimt.kit;

import consimt.answer.Answer;
import consimt.answer.Unavailable;
import consimt.form.Guarded;
import consimt.form.Input;
import io.quarkus.funqy.Funq;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of the code. Each is put together of what its constructor asks for, if these are parts or stores. */
public final class Wiring {

    private static final Map<String, Method> METHODS = naming(Guarded.class, Funq.class.descriptorString())
            .flatMap(name -> Arrays.stream(type(name).getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Funq.class))
            .collect(Collectors.toMap(method -> method.getAnnotation(Funq.class).value(), method -> method));

    private Wiring() {}

    /**
     * The classes in the folder of one of them whose files have a text, such as the name of a type: to load all classes
     * would take seconds.
     */
    public static Stream<String> naming(Class<?> one, String text) {
        try {
            Path folder = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<String> names = new ArrayList<>();
            try (Stream<Path> files = Files.walk(folder.resolve("consimt"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                        names.add(folder.relativize(file)
                                .toString()
                                .replace(".class", "")
                                .replace(File.separatorChar, '.'));
                    }
                }
            }
            return names.stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param name of a class of the code */
    public static Class<?> type(String name) {
        return call(() -> Class.forName(name, false, Guarded.class.getClassLoader()));
    }

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

    static Guarded of(String function, Parts parts) {
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
        return (Guarded) made;
    }

    /** What a function answers, or what went wrong in it, with all details. */
    static Answer call(String function, Guarded made, Input input) {
        try {
            return (Answer) call(() -> METHODS.get(function).invoke(made, input));
        } catch (Unavailable.Fault fault) {
            throw fault.behind() instanceof RuntimeException failed
                    ? failed
                    : new IllegalStateException(fault.behind());
        }
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
