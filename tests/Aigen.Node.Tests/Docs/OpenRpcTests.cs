using System.Diagnostics;
using System.Text.Json;
using Aigen.Node.Tests.Support;
using Aigen.Rpc.Methods;

namespace Aigen.Node.Tests.Docs;

/// <summary>rpc.discover against the meta-schema of OpenRPC, which npm has.</summary>
public sealed class OpenRpcTests(DevNode node) : IClassFixture<DevNode>
{
    // Checks the document, that each schema in it is one, and each example against the schemas of its method.
    private const string Check = """
        const Ajv = require("ajv").default;
        const { openrpcDocument } = require("@open-rpc/meta-schema");
        const { jsonSchema } = require("@json-schema-tools/meta-schema");
        const document = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const faults = [];
        const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false });
        for (const schema of [jsonSchema, openrpcDocument]) delete schema.$schema;
        ajv.addSchema(jsonSchema);
        const isDocument = ajv.compile(openrpcDocument);
        if (!isDocument(document)) faults.push(...isDocument.errors);
        const plain = new Ajv({ strict: false });
        plain.addSchema({ $id: "doc", components: document.components });
        const resolve = schema => JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components'));
        for (const method of document.methods) {
          for (const content of [...method.params, method.result]) {
            const check = plain.compile(resolve(content.schema));
            for (const example of method.examples ?? []) {
              const given = content === method.result ? example.result : example.params.find(one => one.name === content.name);
              if (given && !check(given.value)) faults.push({ method: method.name, content: content.name, errors: check.errors });
            }
          }
          if (method["x-notifications"]) plain.compile(resolve(method["x-notifications"].params));
        }
        console.log(JSON.stringify(faults));
        """;

    [NodeClientFact]
    public async Task RpcDiscover_OfANode_IsADocumentThatTheMetaSchemaValidates()
    {
        var document = await node.Rpc.ResultAsync("rpc.discover");

        Assert.StartsWith("1.3", document.Text("openrpc"), StringComparison.Ordinal);
        Assert.Equal("[]", await RunAsync(Check, document.GetRawText()));
    }

    [NodeClientFact]
    public async Task Check_OfADocumentWithAFault_FindsIt() =>
        Assert.NotEqual("[]", await RunAsync(Check, """{"openrpc":"1.3.2","info":{"title":"x","version":"1"},"methods":[{"name":"x"}],"components":{}}"""));

    [Fact]
    public async Task RpcDiscover_OfANode_HasEveryMethodOnceInTheOrderOfTheTable()
    {
        var document = await node.Rpc.ResultAsync("rpc.discover");

        Assert.Equal(MethodTable.Methods.Select(method => method.Name), document.GetProperty("methods").EnumerateArray().Select(method => method.Text("name")!));
    }

    [Fact]
    public async Task RpcDiscover_ErrorsOfEveryMethod_AreAmongTheComponents()
    {
        var document = await node.Rpc.ResultAsync("rpc.discover");
        var known = document.GetProperty("components").GetProperty("errors").EnumerateObject().Select(error => $"#/components/errors/{error.Name}").ToList();

        Assert.All(
            document.GetProperty("methods").EnumerateArray().SelectMany(method => method.GetProperty("errors").EnumerateArray()),
            error => Assert.Contains(error.Text("$ref"), known));
    }

    private static async Task<string> RunAsync(string script, string input)
    {
        var start = new ProcessStartInfo("node", ["-e", script])
        {
            WorkingDirectory = Vectors.Find(Path.Combine("tests", "node"))!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().Soon();
        Assert.True(process.ExitCode == 0, await error);
        return (await output).Trim();
    }
}

/// <summary>A fact that needs the packages of tests/node, skipped where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeClientFactAttribute : FactAttribute
{
    public NodeClientFactAttribute()
    {
        if (Vectors.Find(Path.Combine("tests", "node", "node_modules", "@open-rpc")) is null)
        {
            Skip = "the packages of tests/node are not installed: npm ci --prefix tests/node";
        }
    }
}
