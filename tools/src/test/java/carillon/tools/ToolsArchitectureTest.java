package carillon.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.SecureDirectoryStream;

@AnalyzeClasses(packages = "carillon.tools", importOptions = ImportOption.DoNotIncludeTests.class)
class ToolsArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheWorkspaceOpensFiles = noClasses()
            .that()
            .haveNameNotMatching(
                    "carillon\\.tools\\.(OwnWorkspaces(\\$1)?|files\\.(Workspace|WorkspacePaths|SecureFolder|PathFolder))")
            .and()
            .resideOutsideOfPackage("carillon.tools.process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Files.class,
                    File.class,
                    FileChannel.class,
                    FileInputStream.class,
                    FileOutputStream.class,
                    FileReader.class,
                    FileWriter.class,
                    RandomAccessFile.class,
                    DirectoryStream.class,
                    SecureDirectoryStream.class)
            .because("a path that one class has not judged leads wherever a model or a file says");
}
