/// What every key backend must do, as claims that any [countersign.keyring.spi.Provider] is put
/// through by its own module's tests. No test framework is needed: a claim is a name and something
/// that throws. Uses the signer's `keyring`, `keyring.spi` and `guard` as the signer itself does,
/// and so it is test code, which ships nowhere.
///
/// ## How a provider's module uses it
///
/// In its `pom.xml`, the dependency and the exports that are for tests alone:
///
/// ```xml
/// <dependency>
///   <groupId>countersign</groupId>
///   <artifactId>countersign-harness</artifactId>
///   <type>test-jar</type>
/// </dependency>
/// …
/// <plugin>
///   <groupId>org.apache.maven.plugins</groupId>
///   <artifactId>maven-compiler-plugin</artifactId>
///   <executions>
///     <execution>
///       <id>default-testCompile</id>
///       <configuration>
///         <compilerArgs combine.children="append">
///           <arg>--add-exports=countersign.signer/countersign.keyring.spi=ALL-UNNAMED</arg>
///         </compilerArgs>
///       </configuration>
///     </execution>
///   </executions>
/// </plugin>
/// <plugin>
///   <groupId>org.apache.maven.plugins</groupId>
///   <artifactId>maven-surefire-plugin</artifactId>
///   <configuration>
///     <argLine>${contract.exports}</argLine>
///   </configuration>
/// </plugin>
/// ```
///
/// where a module with native access puts its `--enable-native-access` beside `${contract.exports}`
/// in the same line. Then one test class:
///
/// ```java
/// final class NameContractTest {
///     @TestFactory
///     Stream<DynamicTest> contract() {
///         return ProviderContract.claims(NameSubject::new).stream()
///                 .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
///     }
/// }
/// ```
///
/// and one [Subject], of which every claim makes its own. Where the device is one that lives on
/// between claims, such as a token in a folder, nothing is to be done: the heights that all claims
/// of one list ask for only go up. A device that can be made to fail lists its faults in
/// [Subject#faults]; the claims on failure are made of those alone. `SoftsignContractTest` is the
/// smallest example, `ProviderContractTest` the one with every fault.
@org.jspecify.annotations.NullMarked
package countersign.harness.provider;
