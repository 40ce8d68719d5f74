import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the template for the container image: the template, where each function is of the image and takes no snapshots. SAM
 * takes no condition in {@code PackageType}, and none of an image's properties in its globals.
 *
 * <p>Usage: {@code java ImageTemplate.java template.yaml template-image.yaml}
 */
final class ImageTemplate {

    private static final String MADE = "# Made from template.yaml, where changes belong, by ./mvnw -Dlambda package\n";
    private static final String BEGINS = "    # ---- The zip;";
    private static final String ENDS = "    # ---- End of the zip\n";
    private static final String PARAMETERS = "\nParameters:\n";
    private static final String PARAMETER = """
              ContainerImage:
                Type: String
                AllowedPattern: ".+"
                Description: The image of all functions in a repository of Amazon ECR in this region, best by its digest.
            """;
    private static final String FUNCTION = "    Type: AWS::Serverless::Function\n    Properties:\n";
    private static final String OF_IMAGE = """
                  PackageType: Image
                  ImageUri: !Ref ContainerImage
            """;

    private ImageTemplate() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[1]), of(Files.readString(Path.of(args[0]))));
    }

    private static String of(String template) {
        int begins = template.indexOf(BEGINS);
        int ends = template.indexOf(ENDS, begins);
        if (begins < 0 || ends < 0) {
            throw new IllegalStateException("infra/template.yaml does not say what of it is about the zip");
        }
        String withoutZip = template.substring(0, begins) + template.substring(ends + ENDS.length());
        return MADE + withoutZip.replace(PARAMETERS, PARAMETERS + PARAMETER).replace(FUNCTION, FUNCTION + OF_IMAGE);
    }
}
