// The home page: the story of the day, and the years that narrow the list and the map.
import { days } from "./today.js"
import { years } from "./years.js"

const today = document.querySelector("[data-days]")
const tool = document.querySelector("[data-years]")
if (today) days(today)
if (tool) years(tool)
