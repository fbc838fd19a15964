using Aigen.Inference.Grammars;

namespace Aigen.Inference;

/// <summary>Takes calls of <see cref="XmlToolForm"/> apart, and makes a JSON object of the arguments.</summary>
/// <param name="form">How they look.</param>
/// <param name="texts">The parameters whose values stand as they are.</param>
internal sealed class XmlCallReader(XmlToolForm form, IReadOnlySet<(string Function, string Parameter)> texts) : CallReader(form)
{
    private StopScanner _value = new([]);
    private JsonProgress _json;
    private string _function = "";

    // What may stand behind its name.
    private string[] _heads = [];
    private bool _hasArguments;
    private Part _part = Part.Function;

    private enum Part
    {
        Function,
        BehindFunction,
        Parameter,
        BehindParameter,
        TextStart,
        Quotation,
        Text,
        Json,
        JsonEnd,
        BehindValue,
        Between,
        Behind,
    }

    // Of the parameter whose name was read.
    private bool IsText => texts.Contains((_function, Name));

    protected override void Read(char c)
    {
        switch (_part)
        {
            case Part.Function when ToolFunction.IsName(c):
                AddToName(c);
                break;
            case Part.Function:
                BeginFunction();
                Go(Fixed(c, _heads));
                break;
            case Part.BehindFunction:
                Go(Fixed(c, _heads));
                break;
            case Part.BehindValue:
                Go(Fixed(c, form.ParameterOpening, form.Closing));
                break;
            case Part.Parameter when c != form.NameEnd[0]:
                AddToName(c);
                break;
            case Part.Parameter or Part.BehindParameter:
                _part = Part.BehindParameter;
                if (Fixed(c, form.NameEndsOf(IsText)) is { } type) BeginValue(isText: type == 0 && IsText);
                break;
            case Part.TextStart when c == form.Quoting!.Opening[0]:
            case Part.Quotation:
                _part = Part.Quotation;
                GoIntoText(Fixed(c, form.ValueEnd, form.Quoting!.Opening));
                break;
            case Part.TextStart or Part.Text:
                _part = Part.Text;
                if (EndsText(_value, c)) _part = Part.BehindValue;
                break;
            case Part.Json when _json.IsInside || c != form.ValueEnd[0]:
                _json.Add(c);
                Append(c);
                break;
            case Part.Json or Part.JsonEnd:
                _part = Part.JsonEnd;
                if (Fixed(c, form.ValueEnd) is not null) _part = Part.BehindValue;
                break;
            case Part.Between when Fixed(c, form.Continuations) is { } next:
                _part = next == 0 && form.Separator is not null ? Part.Function : Part.Behind;
                break;
        }
    }

    private void BeginFunction()
    {
        (_function, _hasArguments, _part) = (TakeName(), false, Part.BehindFunction);
        var middle = form.MiddleOf(_function);
        _heads = [middle + form.ParameterOpening, middle + form.Closing];
        BeginCall(_function);
        Append('{');
    }

    // To a parameter, or behind the last.
    private void Go(int? found)
    {
        if (found == 0) _part = Part.Parameter;
        if (found != 1) return;
        Append('}');
        EndCall();
        _part = Part.Between;
    }

    private void BeginValue(bool isText)
    {
        _part = !isText ? Part.Json : form.Quoting is null ? Part.Text : Part.TextStart;
        var name = TakeName();
        Append($"{(_hasArguments ? ", " : "")}{Literal.Quote(name)}: ");
        (_hasArguments, _value, _json) = (true, new StopScanner([form.ValueEnd]), default);
        if (_part != Part.Json) Append('"');
    }

    // Behind an empty text, or into a quoted one.
    private void GoIntoText(int? found)
    {
        if (found == 0) EndText();
        if (found != 1) return;
        (_part, _value) = (Part.Text, new StopScanner([form.Quoting!.Closing + form.ValueEnd]));
    }

    private void EndText()
    {
        Append('"');
        _part = Part.BehindValue;
    }
}
