package consimt.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of faults is of the code as it stands. Who names them, {@link PlantedFaults} finds out. */
class FaultsTest {

    @Test
    void eachFaultCanStillBePlanted() {
        assertFalse(Fault.all().isEmpty());
        assertAll(Fault.all().stream().map(fault -> () -> {
            assertNotEquals(fault.lines(), fault.instead());
            assertFalse(fault.planted().isEmpty());
        }));
    }

    @Test
    void eachHasANameOfItsOwn() {
        assertEquals(
                Fault.all().size(),
                Fault.all().stream().map(Fault::name).distinct().count());
    }

    @Test
    void eachIsNamedByClassesThatExist() {
        Stream<String> named = Fault.all().stream().flatMap(fault -> fault.namedBy().stream());
        assertAll(named.distinct()
                .map(name ->
                        () -> Class.forName("consimt." + name, false, getClass().getClassLoader())));
    }
}
